package dev.coterie.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Opens every model afresh and compares what the server gives with the copy of every client: the same content, the
 * same version, and as many versions as there were acknowledgements.
 */
final class ConvergenceCheck {

    private final EventLoop loop;
    private final Target target;
    private final FailureLog failures;

    ConvergenceCheck(EventLoop loop, Target target, FailureLog failures) {
        this.loop = loop;
        this.target = target;
        this.failures = failures;
    }

    /**
     * What a fresh open showed.
     *
     * @param contentHash of all contents, in the order of the models
     * @param openNanos how long the slowest open took
     */
    record Outcome(String contentHash, long openNanos) {}

    /** @param deleteModels whether to leave nothing behind on the server */
    Outcome verify(Crowd crowd, boolean deleteModels) throws IOException, InterruptedException {
        Crowd witnesses = new Crowd(loop, target, failures);
        for (ModelGroup group : crowd.groups()) {
            SharedCopy.Maker maker = group.clients().get(0).maker();
            witnesses.client(witnesses.model(group.modelId(), group.initialData()), maker, new ClosedLoop(1));
        }
        if (!witnesses.join()) {
            failures.add("unverified", "the models could not be opened afresh");
            return new Outcome("", 0);
        }
        Outcome outcome = loop.call(() -> compare(crowd.groups(), witnesses.clients()));
        crowd.close();
        if (deleteModels) {
            loop.execute(() -> witnesses.clients().forEach(ModelClient::deleteModel));
        } else {
            witnesses.close();
        }
        return outcome;
    }

    private Outcome compare(List<ModelGroup> groups, List<ModelClient> witnesses) {
        MessageDigest digest = sha256();
        long slowest = 0;
        for (int i = 0; i < groups.size(); i++) {
            ModelClient witness = witnesses.get(i);
            String content = witness.content();
            digest.update(content.getBytes(StandardCharsets.UTF_8));
            slowest = Math.max(slowest, witness.openNanos());
            compare(groups.get(i), witness.version(), content);
        }
        return new Outcome(HexFormat.of().formatHex(digest.digest()).substring(0, 16), slowest);
    }

    private void compare(ModelGroup group, long version, String content) {
        boolean complete = group.clients().stream().noneMatch(ModelClient::isLost);
        long acknowledged =
                group.clients().stream().mapToLong(ModelClient::acknowledged).sum();
        for (ModelClient client : group.clients()) {
            if (client.isLost()) {
                continue;
            }
            if (client.version() != version) {
                failures.add("diverged", "version " + client.version() + " here, " + version + " on the server");
            } else if (!content.equals(client.content())) {
                failures.add("diverged", "another content than the server's at version " + version);
            }
            if (complete && client.committedSinceOpen() != acknowledged) {
                failures.add(
                        "diverged",
                        client.committedSinceOpen() + " operations committed, " + acknowledged + " acknowledged");
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
