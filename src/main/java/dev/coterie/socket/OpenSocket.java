package dev.coterie.socket;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: bounded frames in, bounded queue out. As a {@link Connection} thread-safe; what the container
 * reports comes from one thread at a time.
 */
final class OpenSocket implements Connection {

    private static final Logger log = LoggerFactory.getLogger(OpenSocket.class);

    private final Outbound outbound;
    private final String address;
    private final String userAgent;
    private final Runnable strangerLeaves;
    private final Protocol protocol;
    private final FrameAssembler assembler;
    private final FloodGate flood;
    private volatile boolean deaf;
    private ConnectionListener listener = new Nobody();

    OpenSocket(
            Outbound outbound,
            String address,
            String userAgent,
            Runnable strangerLeaves,
            FloodLimits limits,
            Protocol protocol) {
        this.outbound = outbound;
        this.address = address;
        this.userAgent = userAgent;
        this.strangerLeaves = strangerLeaves;
        this.protocol = protocol;
        this.assembler = new FrameAssembler(protocol.maxMessageBytesOfStrangers());
        this.flood = new FloodGate(limits, System::nanoTime);
    }

    void start(URI uri) {
        listener = protocol.open(this, uri);
    }

    void received(ByteBuffer part, boolean last) {
        if (deaf || !passes(part.remaining(), last)) {
            return;
        }
        try {
            byte[] message = assembler.add(part, last);
            if (message != null) {
                listener.received(message);
            }
        } catch (MessageTooLargeException e) {
            abort(CloseCode.TOO_LARGE, "message too large");
        }
    }

    void receivedText(String part, boolean last) {
        if (protocol.textIsData()) {
            received(StandardCharsets.UTF_8.encode(part), last);
        } else if (!deaf && passes(part.length(), last) && last) {
            listener.receivedText();
        }
    }

    /** Reading or writing failed, the container closes the connection. */
    void failed() {
        deaf = true;
    }

    void closed(int code) {
        deaf = true;
        strangerLeaves.run();
        outbound.gone();
        listener.closed(code);
    }

    @Override
    public void send(byte[] frame) {
        outbound.send(frame);
    }

    @Override
    public void send(byte[] frame, Runnable whenWritten) {
        outbound.send(frame, whenWritten);
    }

    @Override
    public void pause() {
        outbound.pause();
    }

    @Override
    public void resume() {
        outbound.resume();
    }

    @Override
    public void close(int code, String reason) {
        deaf = true;
        outbound.close(code, reason);
    }

    @Override
    public void admit(long maxMessageBytes) {
        strangerLeaves.run();
        assembler.limit(maxMessageBytes);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public String userAgent() {
        return userAgent;
    }

    private boolean passes(int partBytes, boolean last) {
        boolean passes = flood.passes(partBytes, last);
        if (!passes) {
            log.info("Closing a connection whose client sends too much");
            abort(CloseCode.POLICY_VIOLATION, "too many messages");
        }
        return passes;
    }

    private void abort(CloseCode code, String reason) {
        deaf = true;
        outbound.abort(code, reason);
    }

    /** Until the protocol listens, and if it could not be asked. */
    private static final class Nobody implements ConnectionListener {

        @Override
        public void received(byte[] message) {}

        @Override
        public void closed(int code) {}
    }
}
