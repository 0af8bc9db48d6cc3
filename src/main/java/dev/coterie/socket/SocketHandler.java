package dev.coterie.socket;

import java.net.InetSocketAddress;
import java.util.Objects;

import jakarta.websocket.Session;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** One endpoint: hands what the container reports of a connection to its {@link OpenSocket}. Thread-safe. */
final class SocketHandler extends AbstractWebSocketHandler {

    private static final String SOCKET = SocketHandler.class.getName() + ".socket";

    private final Protocol protocol;
    private final SocketProperties limits;
    private final SocketThreads threads;
    private final Strangers strangers;

    SocketHandler(Protocol protocol, SocketProperties limits, SocketThreads threads, Strangers strangers) {
        this.protocol = protocol;
        this.limits = limits;
        this.threads = threads;
        this.strangers = strangers;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        Session nativeSession =
                Objects.requireNonNull(((NativeWebSocketSession) session).getNativeSession(Session.class));
        String address = address(session.getRemoteAddress());
        Outbound outbound = new Outbound(new SessionRemote(nativeSession, limits), limits, threads);
        FloodLimits flood = protocol.flood().orElseGet(limits::flood);
        OpenSocket socket =
                new OpenSocket(outbound, address, userAgent(session), strangers.enter(address), flood, protocol);
        session.getAttributes().put(SOCKET, socket);
        socket.start(Objects.requireNonNull(session.getUri()));
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        socket(session).received(message.getPayload(), message.isLast());
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        socket(session).receivedText(message.getPayload(), message.isLast());
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        socket(session).failed();
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        socket(session).closed(status.getCode());
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    static String address(@org.jspecify.annotations.Nullable InetSocketAddress remote) {
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }

    /** The session keeps its handshake's headers anyway. */
    private static String userAgent(WebSocketSession session) {
        String name = session.getHandshakeHeaders().getFirst(HttpHeaders.USER_AGENT);
        return name == null ? "" : name;
    }

    private static OpenSocket socket(WebSocketSession session) {
        return (OpenSocket) Objects.requireNonNull(session.getAttributes().get(SOCKET));
    }
}
