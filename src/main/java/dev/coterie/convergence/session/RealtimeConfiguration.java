package dev.coterie.convergence.session;

import java.time.InstantSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.pekko.actor.typed.ActorRef;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

import dev.coterie.account.AccountDirectory;
import dev.coterie.cluster.Entities;
import dev.coterie.cluster.Node;
import dev.coterie.convergence.identity.AccountCalls;
import dev.coterie.convergence.identity.IdentityRequests;
import dev.coterie.convergence.identity.Users;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.OfflineProperties;
import dev.coterie.convergence.model.OfflineWatchers;
import dev.coterie.convergence.model.Queries;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.presence.PresenceActor;
import dev.coterie.convergence.presence.PresenceCommand;
import dev.coterie.document.RecordStore;
import dev.coterie.socket.Sockets;
import dev.coterie.token.TokenVerifier;

/** Puts the realtime engine's endpoint together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(ConvergenceProperties.class)
class RealtimeConfiguration {

    /** Exactly two segments after the mount point name the domain; whether we have it is said in the handshake. */
    private static final String PATH = "/api/realtime/*/*";

    private final InstantSource clock;

    RealtimeConfiguration(ObjectProvider<InstantSource> clock) {
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Bean
    ConnectedSessions connectedSessions() {
        return new ConnectedSessions(clock);
    }

    @Bean
    ReconnectTokens reconnectTokens(RecordStore records, ConvergenceProperties properties) {
        return new ReconnectTokens(records, properties, clock);
    }

    @Bean
    Authenticator authenticator(
            AccountDirectory accounts,
            AccountCalls calls,
            TokenVerifier tokens,
            Users users,
            ReconnectTokens reconnectTokens,
            ConvergenceProperties properties) {
        return new Authenticator(accounts, calls, tokens, users, reconnectTokens, properties, clock);
    }

    @Bean
    ActorRef<PresenceCommand> presence(Node node) {
        return node.spawn(PresenceActor.create(), "convergence-presence");
    }

    @Bean
    SessionServices sessionServices(
            ConvergenceProperties properties,
            Gatekeeper gatekeeper,
            ConnectedSessions connected,
            Users users,
            IdentityRequests identityRequests,
            ActorRef<PresenceCommand> presence,
            Entities<ModelCommand> models,
            Queries queries,
            OfflineWatchers watchers,
            OfflineProperties offline,
            Node node) {
        return new SessionServices(
                properties,
                gatekeeper,
                connected,
                users,
                identityRequests,
                presence,
                models,
                queries,
                watchers,
                offline,
                node.gateway(SessionEvent.class),
                clock,
                System::nanoTime);
    }

    @Bean
    WebSocketConfigurer realtimeEndpoint(Sockets sockets, Node node, SessionServices services) {
        return registry -> sockets.register(registry, new RealtimeProtocol(node, services), PATH);
    }

    @Bean
    MeterBinder connectedSessionsGauge(ConnectedSessions connected) {
        return registry -> Gauge.builder("coterie.convergence.sessions", connected, ConnectedSessions::count)
                .description("Clients that are connected to this node")
                .register(registry);
    }
}
