package dev.coterie.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container's side of one client. Thread-safe as {@link Outbound} uses it.
 *
 * <p>Tomcat sends a close frame blocking: up to its blocking time-out for a normal close, 50 ms for any other, and then
 * drops the connection; a client that does not confirm is dropped after the close time-out.
 */
final class SessionRemote implements Remote {

    private static final Logger log = LoggerFactory.getLogger(SessionRemote.class);
    private static final String BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final String SESSION_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";
    private static final long BLOCKING_SEND_MILLIS = 1000;
    private static final int LARGE = 256 * 1024;

    private final Session session;
    private final RemoteEndpoint.Async async;

    SessionRemote(Session session, SocketProperties limits) {
        this.session = session;
        session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, BLOCKING_SEND_MILLIS);
        session.getUserProperties()
                .put(SESSION_CLOSE_TIMEOUT, limits.closeTimeout().toMillis());
        this.async = session.getAsyncRemote();
        this.async.setSendTimeout(limits.sendTimeout().toMillis());
    }

    @Override
    public void send(byte[] frame, Consumer<@Nullable Throwable> done) {
        try {
            async.sendBinary(buffer(frame), result -> done.accept(result.getException()));
        } catch (RuntimeException e) {
            done.accept(e);
        }
    }

    /**
     * Outside the heap when it is large: whatever is on the heap the JDK copies with each write to the socket, all that is
     * left of it, into a buffer that it then keeps for the thread.
     */
    private static ByteBuffer buffer(byte[] frame) {
        return frame.length < LARGE
                ? ByteBuffer.wrap(frame)
                : ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    }

    @Override
    public void pause() {
        if (session instanceof WsSession container) {
            container.suspend();
        }
    }

    @Override
    public void resume() {
        if (session instanceof WsSession container) {
            container.resume();
        }
    }

    @Override
    public void close(int code, String reason) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
        } catch (IOException | RuntimeException e) {
            log.debug("The connection could not be closed in order", e);
        }
    }
}
