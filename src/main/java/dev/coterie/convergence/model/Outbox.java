package dev.coterie.convergence.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.Member;

/**
 * Everything that a model says, in order. What is said depends on all versions assigned before it, and leaves when they
 * are committed: so nobody sees what might still be lost, and nobody sees things in another order than they happened.
 * Joining and leaving are things that are said, too. Confined to the model's entity.
 */
final class Outbox {

    /** Everybody who has the model open or resynchronises: they get operations. */
    private final Audience<SessionEvent> everybody;

    /** Who has it open: they also get what happens around the model. */
    private final Audience<SessionEvent> open;

    private final Deque<Held> held = new ArrayDeque<>();
    private long assigned;
    private long committed;

    Outbox(String modelId, long version) {
        everybody = new Audience<>("model/" + modelId + "/all");
        open = new Audience<>("model/" + modelId + "/open");
        assigned = version;
        committed = version;
    }

    /** What is said from now on depends on this version. */
    void assigned(long version) {
        assigned = version;
    }

    /** Everything up to this version is durable. */
    void committed(long version) {
        committed = Math.max(committed, version);
        while (!held.isEmpty() && held.peek().after <= committed) {
            held.remove().effect.run();
        }
    }

    boolean isEmpty() {
        return held.isEmpty() && committed == assigned;
    }

    long committedVersion() {
        return committed;
    }

    void send(Member<SessionEvent> member, SessionEvent event) {
        add(member, () -> Audience.send(member, event));
    }

    /** Tells everybody but one, also those who resynchronise. */
    void toEverybody(SessionEvent event, @Nullable String exceptSession) {
        add(null, () -> everybody.publish(event, exceptSession));
    }

    /** Tells everybody who has the model open, but for one. */
    void toOpen(SessionEvent event, @Nullable String exceptSession) {
        add(null, () -> open.publish(event, exceptSession));
    }

    void enter(Member<SessionEvent> member) {
        add(member, () -> everybody.join(member));
    }

    void enterOpen(Member<SessionEvent> member) {
        add(member, () -> {
            everybody.join(member);
            open.join(member);
        });
    }

    void leave(Member<SessionEvent> member) {
        add(member, () -> {
            open.leave(member.id());
            everybody.leave(member.id());
        });
    }

    /** Does something of another kind at its place in the order. */
    void whenCommitted(Runnable effect) {
        add(null, effect);
    }

    /** Gives up: nothing that is held will be said. Returns everybody who was in or waited for something. */
    Collection<Member<SessionEvent>> abandon() {
        Map<String, Member<SessionEvent>> concerned = new LinkedHashMap<>();
        everybody.members().forEach(member -> concerned.put(member.id(), member));
        for (Held effect : held) {
            if (effect.recipient != null) {
                concerned.put(effect.recipient.id(), effect.recipient);
            }
        }
        held.clear();
        open.clear();
        everybody.clear();
        return concerned.values();
    }

    private void add(@Nullable Member<SessionEvent> recipient, Runnable effect) {
        if (held.isEmpty() && assigned <= committed) {
            effect.run();
        } else {
            held.add(new Held(assigned, recipient, effect));
        }
    }

    /** @param after the version that has to be committed first */
    private record Held(long after, @Nullable Member<SessionEvent> recipient, Runnable effect) {}
}
