package dev.coterie.convergence.session;

import java.time.InstantSource;
import java.util.function.LongSupplier;

import org.apache.pekko.actor.typed.ActorRef;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.GatewayCommand;
import dev.coterie.convergence.identity.IdentityRequests;
import dev.coterie.convergence.identity.Users;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.OfflineProperties;
import dev.coterie.convergence.model.OfflineWatchers;
import dev.coterie.convergence.model.Queries;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.presence.PresenceCommand;

/**
 * Whom sessions work with. Immutable; everything in it is thread-safe.
 *
 * @param nanoClock for heartbeats
 */
record SessionServices(
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
        ActorRef<GatewayCommand<SessionEvent>> gateway,
        InstantSource clock,
        LongSupplier nanoClock) {}
