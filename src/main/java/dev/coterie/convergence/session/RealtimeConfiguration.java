package dev.coterie.convergence.session;

import java.time.InstantSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.GatewayCommand;
import dev.coterie.convergence.identity.IdentityRequests;
import dev.coterie.convergence.identity.Users;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.presence.PresenceActor;
import dev.coterie.convergence.presence.PresenceCommand;
import dev.coterie.socket.Sockets;

/** Puts the realtime engine's endpoint together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(ConvergenceProperties.class)
class RealtimeConfiguration {

    /** Exactly two segments after the mount point name the domain; whether we have it is said in the handshake. */
    private static final String PATH = "/api/realtime/*/*";

    @Bean
    ActorRef<PresenceCommand> presence(ActorSystem<?> system) {
        return system.systemActorOf(PresenceActor.create(), "convergence-presence", Props.empty());
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
            ActorRef<GatewayCommand<SessionEvent>> gateway,
            InstantSource clock) {
        return new SessionServices(
                properties,
                gatekeeper,
                connected,
                users,
                identityRequests,
                presence,
                models,
                gateway,
                clock,
                System::nanoTime);
    }

    @Bean
    WebSocketConfigurer realtimeEndpoint(Sockets sockets, ActorSystem<?> system, SessionServices services) {
        return registry -> sockets.register(registry, new RealtimeProtocol(system, services), PATH);
    }

    @Bean
    MeterBinder connectedSessionsGauge(ConnectedSessions connected) {
        return registry -> Gauge.builder("coterie.convergence.sessions", connected, ConnectedSessions::count)
                .description("Clients that are connected to this node")
                .register(registry);
    }
}
