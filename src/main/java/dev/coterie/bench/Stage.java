package dev.coterie.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * What one run plays on: an event loop, a place for files, the server, its own or a given one. Closing it ends what it
 * started. For one thread.
 */
final class Stage implements AutoCloseable {

    private final BenchOptions options;
    private final WorkDirectory directory;
    private final EventLoop loop;
    private final FailureLog failures = new FailureLog();
    private @Nullable ServerProcess own;

    Stage(BenchOptions options) throws IOException {
        this.options = options;
        this.directory = new WorkDirectory();
        this.loop = new EventLoop(options.seed());
    }

    EventLoop loop() {
        return loop;
    }

    WorkDirectory directory() {
        return directory;
    }

    FailureLog failures() {
        return failures;
    }

    SplittableRandom random() {
        return new SplittableRandom(options.seed());
    }

    /** A name for models that no other run has used. */
    String modelPrefix() {
        return "bench-" + Long.toString(System.currentTimeMillis(), 36) + "-";
    }

    /**
     * The server that was given, or else one that is started now.
     *
     * @param javaOptions for one that is started, should none have been given
     * @param arguments for one that is started, before those that were given
     */
    Target server(List<String> javaOptions, List<String> arguments) throws IOException, InterruptedException {
        if (options.url().isPresent()) {
            TokenClient tokens = new TokenClient(options.url().get());
            return new Target(options.url().get(), tokens.token(options.user(), options.password()));
        }
        List<String> all = new ArrayList<>(arguments);
        all.addAll(options.serverArguments());
        own = new ServerProcess(
                LaunchCommand.of(options.jar()),
                options.serverOptions().isEmpty() ? javaOptions : options.serverOptions(),
                all,
                directory.path());
        return own.target();
    }

    /** The server's process, where it is known. */
    @Nullable
    ProcessProbe probe() {
        ServerProcess mine = own;
        if (mine != null) {
            return mine.probe();
        }
        return options.pid().isPresent() ? new ProcessProbe(options.pid().getAsLong()) : null;
    }

    /** What lives in the server's heap, where its process is known. */
    @Nullable
    HeapProbe heap() {
        ServerProcess mine = own;
        if (mine != null) {
            return new HeapProbe(mine.pid());
        }
        return options.pid().isPresent() ? new HeapProbe(options.pid().getAsLong()) : null;
    }

    /** The server, if this run started it. */
    @Nullable
    ServerProcess own() {
        return own;
    }

    @Override
    public void close() {
        loop.close();
        if (own != null) {
            own.close();
        }
        directory.close();
    }
}
