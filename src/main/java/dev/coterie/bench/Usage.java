package dev.coterie.bench;

import java.util.ArrayList;
import java.util.List;

/** What the tool says about itself. Stateless. */
final class Usage {

    private static final String OPTIONS = """
            Options of the load (a scenario has its own defaults):
              --clients N            connections
              --models N             shared evenly by the clients
              --rate R               operations/s of each client; 0: closed loop
              --window N             operations that a client of a closed loop keeps in flight
              --seconds N            measured time
              --warmup N             seconds of typing before that
              --file FILE            recorded history for replay, JSON or gzipped JSON
              --appends N            of the one writer on a board
              --megabytes N          of the board or the model that is opened
              --runs N               repeats; the report has the median, least and most
              --seed N               of the typing
            The server, loopback and without TLS; none given: each run starts one, with its own data
              --url http://host:port
              --user NAME            admin when not given
              --password SECRET      or COTERIE_BENCH_PASSWORD in the environment
              --pid PID              of the given server's process, to watch it
              --jar FILE             of the server to start; this program when not given
              --server-opts "..."    for the JVM of the started server and of the echo, such as -Xmx96m
              --server-args "..."    for the started server
              --archive FILE         class data archive, or AOT cache (.aot), for the scenario start
              --keep                 leaves the models on the given server
            Yardsticks, in the same run
              --yardstick-seconds N  how long the echo is driven; 0: no yardsticks
              --jdbc-url URL         database for single-row commits; a file like the server's when not given
              --jdbc-user NAME  --jdbc-password SECRET
            Output
              --json FILE            the report for programs
            Exit code: 0 it ran, 1 a run failed (somebody disconnected, texts differ), 2 wrong use.
            """;

    private Usage() {}

    static String text() {
        StringBuilder text = new StringBuilder("bench [--scenario NAME] [options]\n\nScenarios:\n");
        for (Preset preset : Preset.values()) {
            text.append(String.format("  %-22s %s%n", preset.word(), preset.summary()));
        }
        return text.append('\n').append(OPTIONS).toString();
    }

    /** The words of a command line that may be shown. */
    static List<String> withoutSecrets(List<String> words) {
        List<String> shown = new ArrayList<>();
        boolean secret = false;
        for (String word : words) {
            int equals = word.indexOf('=');
            boolean named = word.startsWith("--")
                    && word.substring(0, equals < 0 ? word.length() : equals).endsWith("password");
            if (secret) {
                shown.add("***");
            } else if (named && equals >= 0) {
                shown.add(word.substring(0, equals) + "=***");
            } else {
                shown.add(word);
            }
            secret = named && equals < 0 && !secret;
        }
        return List.copyOf(shown);
    }
}
