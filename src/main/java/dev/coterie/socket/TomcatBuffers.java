package dev.coterie.socket;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Keeps an idle connection small: Tomcat allocates every connection's buffers in full, 8 KB each, two for the socket and
 * three more for a web socket. What is longer passes through them in pieces. Stateless.
 */
@Component
class TomcatBuffers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String WEB_SOCKET_BUFFERS = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";
    private static final String WEB_SOCKET_BYTES = "2048";
    private static final String SOCKET_BYTES = "4096";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        // Tomcat reads it once, when its first web socket is set up, and takes it from nowhere else.
        if (System.getProperty(WEB_SOCKET_BUFFERS) == null) {
            System.setProperty(WEB_SOCKET_BUFFERS, WEB_SOCKET_BYTES);
        }
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", SOCKET_BYTES);
            connector.setProperty("socket.appWriteBufSize", SOCKET_BYTES);
        });
    }
}
