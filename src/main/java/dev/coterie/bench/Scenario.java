package dev.coterie.bench;

import java.io.IOException;
import java.sql.SQLException;

/** Something to run and measure. Stateless. */
@FunctionalInterface
interface Scenario {

    /**
     * Runs once.
     *
     * @param stage its own, closed by the caller
     */
    Outcome run(Stage stage, BenchOptions options) throws IOException, SQLException, InterruptedException;

    static Scenario of(Preset preset) {
        return switch (preset) {
            case LOAD, ONE_MODEL, MANY_MODELS, PACED, SMALL, WIDE_OBJECT -> new LoadScenario(preset);
            case REPLAY -> new ReplayScenario();
            case LARGE_MODEL -> new LargeModelScenario();
            case IDLE -> new IdleScenario();
            case START -> new StartScenario();
            case BOARD_WRITER -> new BoardWriterScenario();
            case BOARDS, BOARD_CROWD, BOARD_READERS -> new BoardLoadScenario(preset);
            case BOARD_IDLE -> new BoardIdleScenario();
            case BOARD_JOIN -> new BoardJoinScenario();
            case ALL -> throw new IllegalArgumentException("all is not one scenario");
        };
    }
}
