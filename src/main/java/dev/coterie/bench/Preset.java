package dev.coterie.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The named scenarios, each with the load that belongs to it. */
enum Preset {
    LOAD("load", "any load: --clients, --models, --rate, --window, --seconds", LoadPlan.of(10, 1, 0, 1, 10)),
    ONE_MODEL("one-model", "50 clients in one model, closed loop, 60 s", LoadPlan.of(50, 1, 0, 1, 60)),
    MANY_MODELS(
            "many-models",
            "20 models with a client each, closed loop, against commits and echo",
            LoadPlan.of(20, 20, 0, 1, 30)),
    PACED("paced", "100 clients in 50 models, 2 operations/s each, against the echo", LoadPlan.of(100, 50, 2, 1, 60)),
    REPLAY("replay", "a recorded history (--file) through one client, then a fresh open", LoadPlan.of(1, 1, 0, 64, 0)),
    IDLE("idle", "1,000 connected clients that do nothing", LoadPlan.of(1000, 100, 0, 1, 30)),
    SMALL("small", "20 people at a server with a heap of 96 MB", LoadPlan.of(20, 1, 2, 1, 30)),
    START("start", "from exec to ready, without and with --archive", LoadPlan.of(1, 1, 0, 1, 0)),
    WIDE_OBJECT(
            "wide-object",
            "20 clients edit one object with 10,000 properties, closed loop",
            LoadPlan.of(20, 1, 0, 1, 60)),
    LARGE_MODEL("large-model", "opening a model of 10 MB of JSON, against plain HTTP", LoadPlan.of(1, 1, 0, 1, 0)),
    BOARD_WRITER(
            "board-writer",
            "one writer on a new board and on one of 10 MB, closed loop, against commits",
            LoadPlan.of(1, 1, 0, 1, 0)),
    BOARDS("boards", "20 boards with a writer each, closed loop, against commits", LoadPlan.of(20, 20, 0, 1, 30)),
    BOARD_CROWD("board-crowd", "10 writers on one board, closed loop, against commits", LoadPlan.of(10, 1, 0, 1, 30)),
    BOARD_READERS("board-readers", "a writer with 10 appends/s and 500 who watch", LoadPlan.of(501, 1, 10, 1, 60)),
    BOARD_IDLE("board-idle", "1,000 clients of boards that do nothing", LoadPlan.of(1000, 100, 0, 1, 5)),
    BOARD_JOIN("board-join", "opening a board of 100 MB", LoadPlan.of(1, 1, 0, 1, 0)),
    ALL("all", "every scenario above but load, one after the other", LoadPlan.of(1, 1, 0, 1, 0));

    private final String word;
    private final String summary;
    private final LoadPlan plan;

    Preset(String word, String summary, LoadPlan plan) {
        this.word = word;
        this.summary = summary;
        this.plan = plan;
    }

    static Optional<Preset> named(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.word.equals(word))
                .findFirst();
    }

    String word() {
        return word;
    }

    String summary() {
        return summary;
    }

    LoadPlan plan() {
        return plan;
    }

    /** The scenarios that it stands for. */
    List<Preset> parts(boolean withHistory) {
        if (this != ALL) {
            return List.of(this);
        }
        return Stream.of(
                        START,
                        ONE_MODEL,
                        MANY_MODELS,
                        PACED,
                        REPLAY,
                        IDLE,
                        SMALL,
                        WIDE_OBJECT,
                        LARGE_MODEL,
                        BOARD_WRITER,
                        BOARDS,
                        BOARD_CROWD,
                        BOARD_READERS,
                        BOARD_IDLE,
                        BOARD_JOIN)
                .filter(preset -> preset != REPLAY || withHistory)
                .toList();
    }
}
