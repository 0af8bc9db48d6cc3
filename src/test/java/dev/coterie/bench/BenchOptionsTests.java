package dev.coterie.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.coterie.cli.WrongUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BenchOptionsTests {

    @Test
    void withoutOptionsASmallLoadRunsOnAServerOfItsOwn() throws Exception {
        BenchOptions options = parse();

        assertThat(options.scenarios()).containsExactly(Preset.LOAD);
        assertThat(options.url()).isEmpty();
        assertThat(options.runs()).isEqualTo(1);
        assertThat(options.plan(Preset.LOAD).isClosedLoop()).isTrue();
    }

    @Test
    void aScenarioBringsItsLoadAndOptionsChangeIt() throws Exception {
        BenchOptions options =
                parse("--scenario", "paced", "--clients=10", "--rate", "0.5", "--seconds=3", "--warmup", "0");

        assertThat(options.plan(Preset.PACED))
                .isEqualTo(new LoadPlan(10, 10, 0.5, 1, Duration.ZERO, Duration.ofSeconds(3)));
        assertThat(parse("--scenario=one-model").plan(Preset.ONE_MODEL).measured())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aGivenServerNeedsAPassword() throws Exception {
        BenchOptions options = BenchOptions.parse(List.of("--url=ws://localhost:8000/somewhere"), "from environment");

        assertThat(options.url()).contains(URI.create("http://localhost:8000"));
        assertThat(options.password()).isEqualTo("from environment");
        assertThat(new Target(options.url().get(), "t").realtime())
                .isEqualTo(URI.create("http://localhost:8000/api/realtime/convergence/default"));
    }

    @Test
    void optionsForTheServerAreWords() throws Exception {
        BenchOptions options = parse("--server-opts=-Xmx96m  -Xss256k", "--server-args", "--coterie.durability=disk");

        assertThat(options.serverOptions()).containsExactly("-Xmx96m", "-Xss256k");
        assertThat(options.serverArguments()).containsExactly("--coterie.durability=disk");
    }

    @Test
    void allLeavesOutTheReplayWithoutAHistory() throws Exception {
        assertThat(parse("--scenario=all").scenarios())
                .contains(Preset.START, Preset.IDLE)
                .doesNotContain(Preset.REPLAY, Preset.ALL, Preset.LOAD);
        assertThat(Preset.ALL.parts(true)).contains(Preset.REPLAY);
    }

    @Test
    void largeThingsHaveTheirSizes() throws Exception {
        assertThat(parse().megabytes(Preset.BOARD_JOIN)).isEqualTo(100);
        assertThat(parse().megabytes(Preset.LARGE_MODEL)).isEqualTo(10);
        assertThat(parse("--scenario=large-model", "--megabytes=1").megabytes(Preset.LARGE_MODEL))
                .isEqualTo(1);
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> parse("--scenario=board-join", "--megabytes=9"))
                .withMessageContaining("at least 10 megabytes");
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> parse("--scenario=large-model", "--megabytes=51"))
                .withMessageContaining("at most 50 megabytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "word | There is no use for",
                "--wrong | no option --wrong",
                "--keep=yes | no option --keep",
                "--clients | --clients needs a value",
                "--clients=0 | --clients must be a whole number from 1",
                "--clients=x | --clients must be a whole number from 1",
                "--rate=-1 | --rate must be a number from 0",
                "--rate=NaN | --rate must be a number from 0",
                "--scenario=fast | no scenario fast",
                "--scenario=replay | The replay scenario needs --file",
                "--file=/does/not/exist | Cannot read /does/not/exist",
                "--models=20 | There cannot be more models than clients",
                "--megabytes=0 | --megabytes must be a whole number from 1",
                "--url=http://h:1 | --url needs --password",
                "--url=https://h:1 | TLS is not supported",
                "--url=::: | --url must look like",
                "--pid=5 | --pid belongs to --url"
            })
    void wrongUseIsToldInASentence(String word, String message) {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> parse(word))
                .withMessageContaining(message);
    }

    @Test
    void theReportShowsNoSecrets() {
        assertThat(Usage.withoutSecrets(List.of("--password", "--s3cret", "--jdbc-password=x", "--runs", "2")))
                .containsExactly("--password", "***", "--jdbc-password=***", "--runs", "2");
    }

    private static BenchOptions parse(String... words) {
        return BenchOptions.parse(List.of(words), "");
    }
}
