package dev.coterie.zwibbler.board;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.EntityType;
import dev.coterie.cluster.Node;
import dev.coterie.document.ByteStringStore;
import dev.coterie.live.OperationCount;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.ZwibblerProperties;

/** Hosts the boards of this node; an entity's name is its board's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BoardProperties.class, ZwibblerProperties.class})
class BoardConfiguration {

    @Bean
    PermissionChanges permissionChanges() {
        return new PermissionChanges();
    }

    @Bean
    BoardEnvironment boardEnvironment(
            BoardProperties properties,
            ZwibblerProperties zwibbler,
            ByteStringStore store,
            PermissionChanges permissionChanges,
            ObjectProvider<IdleBoards> idleBoards,
            ObjectProvider<InstantSource> clock,
            MeterRegistry meters) {
        ConnectedClients clients = new ConnectedClients();
        return new BoardEnvironment(
                properties,
                BoardEnvironment.KeyLimits.of(zwibbler),
                store,
                clients,
                permissionChanges,
                idleBoards.getIfAvailable(NobodyAsks::new),
                clock.getIfAvailable(InstantSource::system),
                new BoardMetrics(meters, clients));
    }

    @Bean
    OperationCount boardOperations(BoardEnvironment environment) {
        return environment.metrics();
    }

    @Bean
    Entities<BoardCommand> boardEntities(Node node, BoardEnvironment environment) {
        return node.host(new EntityType<>(
                BoardEntity.KIND, BoardCommand.class, Lifecycle.STOP, place -> BoardEntity.create(place, environment)));
    }

    @Bean
    Boards boards(Entities<BoardCommand> boardEntities, BoardEnvironment environment) {
        return new LiveBoards(boardEntities, environment);
    }

    @Bean
    Expiry boardExpiry(
            Entities<BoardCommand> boardEntities, BoardEnvironment environment, ZwibblerProperties properties) {
        return new Expiry(boardEntities, environment, properties.expiration());
    }

    /** When no part of the server wants to know. */
    private static final class NobodyAsks implements IdleBoards {

        @Override
        public boolean wanted() {
            return false;
        }

        @Override
        public void idle(String board) {}
    }
}
