package dev.coterie.zwibbler.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.Member;

/**
 * Everything that a board says, in order. What is said leaves when everything that was given to storage before is
 * committed: so nobody sees what might still be lost, nobody sees things in another order than they happened, and who is
 * refused has been sent what it missed. Joining and leaving are things that are said, too. Confined to the board's
 * entity.
 */
final class Outbox {

    private final Audience<BoardEvent> everybody;
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Effect last;

    Outbox(long number) {
        everybody = new Audience<>("board/" + number);
    }

    /** Something was given to storage: what is said from now on waits for it. */
    Commit begin() {
        settle();
        Commit commit = new Commit();
        steps.add(commit);
        return commit;
    }

    /** It is durable. */
    void end(Commit commit) {
        commit.done = true;
        while (!steps.isEmpty() && steps.peek().isReady()) {
            steps.remove().run();
        }
        if (steps.isEmpty()) {
            settle();
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    void send(Member<BoardEvent> member, BoardEvent event) {
        add(member, () -> Audience.send(member, event));
    }

    /**
     * Says something after everything that is said to others until the next append: an author is acknowledged after those
     * who were refused meanwhile, so that these are not always behind. Nothing overtakes it on its way to the same member.
     */
    void sendLast(Member<BoardEvent> member, BoardEvent event) {
        settle();
        Effect effect = new Effect(member, () -> Audience.send(member, event));
        if (steps.isEmpty()) {
            effect.run();
        } else {
            last = effect;
        }
    }

    /** What was to be said last has waited long enough. */
    private void settle() {
        Effect waiting = last;
        last = null;
        if (waiting != null && steps.isEmpty()) {
            waiting.run();
        } else if (waiting != null) {
            steps.add(waiting);
        }
    }

    /** Tells everybody but one. */
    void publish(BoardEvent event, @Nullable String exceptId) {
        add(null, () -> everybody.publish(event, exceptId));
    }

    /** Tells everybody but one, from within an effect: it is our turn already. */
    void publishNow(BoardEvent event, String exceptId) {
        everybody.publish(event, exceptId);
    }

    void enter(Member<BoardEvent> member) {
        add(member, () -> everybody.join(member));
    }

    void leave(Member<BoardEvent> member) {
        add(null, () -> everybody.leave(member.id()));
    }

    /** Does something of another kind at its place in the order. */
    void then(Runnable effect) {
        add(null, effect);
    }

    /** Gives up: nothing that is held will be said. Returns everybody who was in or waited for something. */
    List<Member<BoardEvent>> abandon() {
        Map<String, Member<BoardEvent>> concerned = new LinkedHashMap<>();
        everybody.members().forEach(member -> concerned.put(member.id(), member));
        for (Step step : steps) {
            if (step instanceof Effect effect && effect.recipient != null) {
                concerned.put(effect.recipient.id(), effect.recipient);
            }
        }
        if (last != null && last.recipient != null) {
            concerned.put(last.recipient.id(), last.recipient);
        }
        last = null;
        steps.clear();
        everybody.clear();
        return List.copyOf(concerned.values());
    }

    private void add(@Nullable Member<BoardEvent> recipient, Runnable effect) {
        if (last != null && (recipient == null || recipient.equals(last.recipient))) {
            settle();
        }
        if (steps.isEmpty()) {
            effect.run();
        } else {
            steps.add(new Effect(recipient, effect));
        }
    }

    private sealed interface Step {

        boolean isReady();

        void run();
    }

    private record Effect(@Nullable Member<BoardEvent> recipient, Runnable action) implements Step {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void run() {
            action.run();
        }
    }

    /** Something that storage is doing. Confined to the board's entity. */
    static final class Commit implements Step {

        private boolean done;

        private Commit() {}

        @Override
        public boolean isReady() {
            return done;
        }

        @Override
        public void run() {}
    }
}
