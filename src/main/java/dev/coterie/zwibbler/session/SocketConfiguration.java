package dev.coterie.zwibbler.session;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.Node;
import dev.coterie.document.ByteStringStore;
import dev.coterie.socket.Sockets;
import dev.coterie.zwibbler.ZwibblerProperties;
import dev.coterie.zwibbler.access.BoardAccess;
import dev.coterie.zwibbler.board.BoardCommand;
import dev.coterie.zwibbler.board.PermissionChanges;

/** Puts the whiteboard server's endpoint together: upgrades of {@code /socket}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BoardSocketProperties.class, ZwibblerProperties.class})
class SocketConfiguration {

    private static final String PATH = "/socket";

    @Bean
    BoardConnections boardConnections() {
        return new BoardConnections();
    }

    @Bean
    HandlerMapping boardEndpoint(
            Sockets sockets,
            ZwibblerProperties properties,
            BoardSocketProperties socketProperties,
            BoardAccess access,
            Entities<BoardCommand> boards,
            ByteStringStore store,
            PermissionChanges permissionChanges,
            BoardConnections connections,
            ObjectProvider<InstantSource> clock,
            Node node) {
        return sockets.upgrades(
                new BoardProtocol(new SessionServices(
                        properties,
                        socketProperties,
                        access,
                        boards,
                        store,
                        permissionChanges,
                        connections,
                        clock.getIfAvailable(InstantSource::system),
                        node)),
                PATH);
    }
}
