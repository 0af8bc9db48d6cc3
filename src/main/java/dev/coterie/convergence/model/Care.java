package dev.coterie.convergence.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.coterie.convergence.model.ModelCommand.Revert;
import dev.coterie.convergence.model.ModelCommand.SetReadOnly;
import dev.coterie.convergence.model.ot.CompoundOperation;
import dev.coterie.convergence.model.ot.Difference;
import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.SubmitOutcome;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;

/** Follows those who look after a model, whatever its permissions are. Confined to the model's entity. */
final class Care {

    private final LiveModel model;
    private final Commits commits;
    private final Later later;
    private final Deque<ModelCommand.Care> unanswered = new ArrayDeque<>();

    Care(LiveModel model, Commits commits, Later later) {
        this.model = model;
        this.commits = commits;
        this.later = later;
    }

    boolean isIdle() {
        return unanswered.isEmpty();
    }

    /** The model leaves memory; whether what was asked for is done is not known. */
    void giveUp() {
        unanswered.forEach(ModelEntity::fail);
        unanswered.clear();
    }

    void setReadOnly(SetReadOnly set) {
        unanswered.add(set);
        later.when(
                model.environment().store().setReadOnly(model.record().id(), set.readOnly()),
                exists -> {
                    unanswered.remove(set);
                    if (exists) {
                        model.judgeBy(model.permissions(), set.readOnly());
                    }
                    set.done().complete(exists);
                },
                failure -> {
                    unanswered.remove(set);
                    ModelEntity.fail(set);
                });
    }

    /** New values get ids with a prefix that no client has. */
    void revert(Revert revert) {
        unanswered.add(revert);
        later.when(
                model.environment().store().reserveNumbers(model.record().id(), 1),
                number -> {
                    Prefixes prefixes = new Prefixes();
                    prefixes.add(number, 1);
                    revert(revert, new Ids(prefixes.take().orElseThrow()));
                },
                failure -> {
                    unanswered.remove(revert);
                    ModelEntity.fail(revert);
                });
    }

    private void revert(Revert revert, Ids ids) {
        List<DiscreteOperation> steps = Difference.between(model.shared().snapshot(), revert.then(), ids::next);
        if (!steps.isEmpty()) {
            SubmitOutcome outcome = model.shared().submitOwn(revert.sessionId(), new CompoundOperation(steps));
            if (!(outcome instanceof SubmitOutcome.Accepted accepted)) {
                unanswered.remove(revert);
                revert.done()
                        .completeExceptionally(new IllegalStateException("An older version does not fit: " + outcome));
                return;
            }
            IdentityCacheUpdateMessage author = IdentityCacheUpdateMessage.newBuilder()
                    .putSessions(revert.sessionId(), revert.author().getUserId())
                    .addUsers(revert.author())
                    .build();
            model.outbox().toEverybody(ModelFrames.identity(author), null);
            commits.commit(revert.sessionId(), null, 0, accepted);
        }
        long version = model.shared().version();
        model.outbox().whenCommitted(() -> {
            unanswered.remove(revert);
            revert.done().complete(Optional.of(version));
        });
    }

    /** Value ids as clients make them: a prefix and a count. Confined to one operation. */
    private static final class Ids {

        private final String prefix;
        private long next;

        Ids(String prefix) {
            this.prefix = prefix;
        }

        String next() {
            return prefix + ":" + next++;
        }
    }
}
