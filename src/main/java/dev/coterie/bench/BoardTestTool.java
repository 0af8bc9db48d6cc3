package dev.coterie.bench;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.coterie.cli.Arguments;
import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;

/** {@code java -jar coterie.jar zwibbler-test}: a classroom on one board, of any server that speaks the protocol. */
public final class BoardTestTool implements Tool {

    private static final String DEFAULT_PATH = "/socket";
    private static final int MOST_CLIENTS = 20_000;
    private static final int MOST_SECONDS = 24 * 3600;

    private final Terminal terminal;

    public BoardTestTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "zwibbler-test";
    }

    @Override
    public String summary() {
        return "Draws and watches on a board, and tells how long it takes from screen to screen";
    }

    @Override
    public String usage() {
        return """
                zwibbler-test --url URL --docid NAME [--teachers N] [--students N] [--verbose]

                  --url URL      of the socket: ws://host:port/socket, or wss://
                  --docid NAME   the board, or a token for one; it grows by what is drawn
                  --teachers N   clients that draw, about once a second each
                  --students N   clients that watch
                  --seconds N    ends after that time; without it, when it is interrupted
                  --verbose      every step, and the figures as lines of their own

                Exit code: 0 the time is over, 1 a client was refused or disconnected, 2 wrong use.
                """;
    }

    @Override
    public int run(List<String> args) {
        TypedArguments arguments = new TypedArguments(
                Arguments.parse(args, Set.of("url", "docid", "teachers", "students", "seconds"), Set.of("verbose")));
        URI url = arguments.text("url").map(BoardTestTool::socket).orElseThrow(() -> missing("url"));
        String board = arguments.text("docid").orElseThrow(() -> missing("docid"));
        int teachers = arguments.number("teachers", 0, MOST_CLIENTS).orElse(0);
        int students = arguments.number("students", 0, MOST_CLIENTS).orElse(0);
        if (teachers + students == 0) {
            throw new WrongUseException("It takes --teachers or --students, or both.");
        }
        Optional<Integer> seconds = arguments.number("seconds", 1, MOST_SECONDS);
        Classroom classroom = new Classroom(url, board, new ClassroomLog(terminal.err(), arguments.has("verbose")));
        try {
            Optional<String> failure = classroom.run(teachers, students, seconds);
            if (failure.isPresent()) {
                throw new ToolFailedException(failure.get());
            }
            return DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolFailedException("Interrupted.");
        }
    }

    private static WrongUseException missing(String option) {
        return new WrongUseException("--" + option + " is missing.");
    }

    /** The socket's address; that of the server is enough, and http will do for ws. */
    static URI socket(String text) {
        try {
            URI given = URI.create(text);
            String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
            String socketScheme = switch (scheme) {
                case "ws", "http" -> "ws";
                case "wss", "https" -> "wss";
                default -> throw new WrongUseException("--url must begin with ws:// or wss://.");
            };
            if (given.getHost() == null) {
                throw new WrongUseException("--url must look like ws://host:port/socket.");
            }
            boolean hasPath = given.getRawPath() != null && given.getRawPath().length() > 1;
            String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
            return URI.create(socketScheme + "://" + given.getRawAuthority()
                    + (hasPath ? given.getRawPath() : DEFAULT_PATH) + query);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--url must look like ws://host:port/socket.");
        }
    }
}
