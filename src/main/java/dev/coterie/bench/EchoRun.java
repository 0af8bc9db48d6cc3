package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** The yardstick: the same number of connections, at the same pace, with frames of the same size, against an echo. */
final class EchoRun {

    private final EventLoop loop;
    private final URI echo;
    private final FailureLog failures;

    EchoRun(EventLoop loop, URI echo, FailureLog failures) {
        this.loop = loop;
        this.echo = echo;
        this.failures = failures;
    }

    Drive.Measured run(LoadPlan plan, ProcessProbe server, int frameBytes) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(frameBytes);
        byte[] payload = new byte[frameBytes];
        random.nextBytes(payload);
        Pace pace = plan.pace(loop, random);
        Meter meter = new Meter();
        List<EchoClient> clients = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            clients.add(new EchoClient(payload, pace, meter, failures));
        }
        if (!new Joining(loop, failures).all(clients, this::join)) {
            throw new IOException("the echo does not answer: " + failures.lines());
        }
        Drive.Measured measured = new Drive(loop, meter, server, failures).run(clients, plan);
        loop.execute(() -> clients.forEach(EchoClient::leave));
        return measured;
    }

    private CompletableFuture<Connection> join(EchoClient client) {
        try {
            loop.connect(echo, client);
            return client.joined();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
