package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What every scenario with boards begins with. Stateless. */
final class BoardStage {

    /** Anybody may open a board by its name, and a load generator is faster than people are. */
    private static final List<String> ARGUMENTS = List.of(
            "--coterie.zwibbler.access=open",
            "--coterie.socket.messages-per-second=1000000",
            "--coterie.socket.message-burst=1000000");

    private BoardStage() {}

    /** @param javaOptions for a server that is started, should none have been given */
    static Target server(Stage stage, List<String> javaOptions) throws IOException, InterruptedException {
        return stage.server(javaOptions, ARGUMENTS);
    }

    static BoardCrowd crowd(Stage stage, Target target) {
        return new BoardCrowd(stage.loop(), target, stage.failures(), stage.random());
    }

    /** Lets somebody draw on another board for a while: a server that has just started is slow at first. */
    static void warmUp(Stage stage, Target target, LoadPlan plan) throws IOException, InterruptedException {
        BoardCrowd crowd = crowd(stage, target);
        crowd.writer(stage.modelPrefix() + "warm-up", BoardCrowd.APPEND_BYTES, new ClosedLoop(1));
        if (crowd.join()) {
            new Drive(stage.loop(), crowd.meter(), null, stage.failures())
                    .run(crowd.clients(), plan.lasting(Duration.ZERO));
            crowd.drain();
        }
        crowd.leave();
    }

    /** Makes a board of many bytes, by appends. */
    static void fill(Stage stage, Target target, String board, int appends, int appendBytes)
            throws IOException, InterruptedException {
        BoardCrowd crowd = crowd(stage, target);
        Tenths tenths = new Tenths(new ClosedLoop(1), appends, null);
        BoardClient writer = crowd.writer(board, appendBytes, tenths);
        if (crowd.join()) {
            stage.loop().execute(writer::startTyping);
            new Patience(stage.failures()).await(tenths.done());
            crowd.drain();
        }
        crowd.leave();
    }
}
