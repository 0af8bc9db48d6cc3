package dev.coterie.bench;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

import dev.coterie.cli.Terminal;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BoardTestToolTests {

    private static final Pattern FIGURES = Pattern.compile(
            "Connections=(\\d+) docLength=(\\d+) Screen-to-screen time avg=(\\d+)ms min=(\\d+)ms max=(\\d+)ms");

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void teachersDrawAndStudentsSee() {
        int exit = test(ScriptedServer.Fault.NONE, "--docid=class", "--teachers=3", "--students=2", "--seconds=7");

        assertThat(exit).isZero();
        Matcher figures = lastFigures();
        assertThat(figures.group(1)).isEqualTo("5");
        assertThat(Integer.parseInt(figures.group(2))).isPositive().matches(length -> length % 10 == 0);
        assertThat(Integer.parseInt(figures.group(4))).isLessThanOrEqualTo(Integer.parseInt(figures.group(3)));
        assertThat(output()).contains("ms\r").doesNotContain("Stopped");
    }

    @Test
    void everyStepIsToldWhenAskedFor() {
        test(ScriptedServer.Fault.NONE, "--docid=class", "--teachers=2", "--students=1", "--seconds=7", "--verbose");

        assertThat(output())
                .contains("teacher 1: draws at ", "is told STORED", "student 1: sees 10 bytes at ")
                .doesNotContain("\r");
    }

    @Test
    void aRefusalStopsAll() {
        assertThatExceptionOfType(ToolFailedException.class)
                .isThrownBy(() -> test(ScriptedServer.Fault.REFUSE, "--docid=class", "--students=2"))
                .withMessageContaining("student ")
                .withMessageContaining("error 4: access denied");
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        assertThatExceptionOfType(ToolFailedException.class)
                .isThrownBy(() -> run(List.of("--url=ws://127.0.0.1:1/socket", "--docid=class", "--students=1")))
                .withMessageContaining("cannot connect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--docid=a --teachers=1 | --url is missing",
                "--url=ws://h/socket --teachers=1 | --docid is missing",
                "--url=ws://h/socket --docid=a | It takes --teachers or --students",
                "--url=ws://h/socket --docid=a --teachers=0 --students=0 | It takes --teachers or --students",
                "--url=ws://h/socket --docid=a --teachers=some | --teachers must be a whole number",
                "--url=ftp://h/socket --docid=a --teachers=1 | --url must begin with ws://",
                "--url=ws:socket --docid=a --teachers=1 | --url must look like",
                "--url=ws://h/socket --docid=a --pupils=1 | no option --pupils=1"
            })
    void wrongUseIsToldInASentence(String words, String message) {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> run(List.of(words.split(" "))))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host:8000, ws://host:8000/socket",
        "http://host/, ws://host/socket",
        "https://host/boards/socket?compression=0, wss://host/boards/socket?compression=0",
        "wss://host/socket, wss://host/socket"
    })
    void theSocketOfAServerIsKnown(String text, URI socket) {
        assertThat(BoardTestTool.socket(text)).isEqualTo(socket);
    }

    private Matcher lastFigures() {
        Matcher matcher = FIGURES.matcher(output());
        int start = -1;
        while (matcher.find()) {
            start = matcher.start();
        }
        assertThat(matcher.find(Math.max(start, 0))).as(output()).isTrue();
        return matcher;
    }

    private String output() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private int test(ScriptedServer.Fault fault, String... words) {
        try (ConfigurableApplicationContext server = ScriptedServer.start(fault)) {
            List<String> all = new ArrayList<>(List.of(words));
            all.add("--url=" + ScriptedServer.base(server));
            return run(all);
        }
    }

    private int run(List<String> words) {
        PrintStream stream = new PrintStream(errors, true, StandardCharsets.UTF_8);
        return new BoardTestTool(new Terminal(InputStream.nullInputStream(), stream, stream, null)).run(words);
    }
}
