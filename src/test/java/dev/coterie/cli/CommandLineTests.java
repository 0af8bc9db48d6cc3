package dev.coterie.cli;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandLineTests {

    private final FakeTerminal terminal = FakeTerminal.piped("");

    @Test
    void aWordFirstIsATool() {
        assertThat(CommandLine.isTool(List.of())).isFalse();
        assertThat(CommandLine.isTool(List.of("--server.port=8001"))).isFalse();
        assertThat(CommandLine.isTool(List.of("--server.port=8001", "help"))).isFalse();
        assertThat(CommandLine.isTool(List.of("help"))).isTrue();
        assertThat(CommandLine.isTool(List.of("--help"))).isTrue();
        assertThat(CommandLine.isTool(List.of("nonsense", "--x"))).isTrue();
    }

    @Test
    void helpListsEveryTool() {
        assertThat(terminal.run("help")).isZero();
        assertThat(terminal.out())
                .contains("createsuperuser")
                .contains("changepassword")
                .contains("listusers")
                .contains("import-django");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void helpTellsMoreOfOne() {
        assertThat(terminal.run("help", "changepassword")).isZero();
        assertThat(terminal.out()).contains("changepassword NAME [--password-stdin]");
        assertThat(terminal.run("changepassword", "--help")).isZero();
        assertThat(terminal.run("help", "nothing")).isEqualTo(2);
    }

    @Test
    void anUnknownWordIsWrongUse() {
        assertThat(terminal.run("serve")).isEqualTo(2);
        assertThat(terminal.err()).contains("There is no tool called \"serve\".");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void failuresAreOneSentence() {
        CommandLine line = new CommandLine(terminal.terminal(), List.of(new FailingTool()));

        assertThat(line.run(List.of("fail"))).isEqualTo(1);
        assertThat(terminal.err().strip()).isEqualTo("It is broken.");
        assertThat(line.run(List.of("fail", "how"))).isEqualTo(2);
        assertThat(terminal.err()).contains("Not like this.").contains("fail [how]");
    }

    @Test
    void takesArgumentsApart() {
        Arguments arguments = Arguments.parse(
                List.of("word", "--a", "1", "--b=2=3", "--flag", "more"), Set.of("a", "b"), Set.of("flag"));

        assertThat(arguments.words()).containsExactly("word", "more");
        assertThat(arguments.value("a")).contains("1");
        assertThat(arguments.value("b")).contains("2=3");
        assertThat(arguments.value("c")).isEmpty();
        assertThat(arguments.has("flag")).isTrue();
        assertThatThrownBy(() -> Arguments.parse(List.of("--a"), Set.of("a"), Set.of()))
                .isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> Arguments.parse(List.of("--flag=1"), Set.of(), Set.of("flag")))
                .isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> Arguments.parse(List.of("--other"), Set.of(), Set.of()))
                .isInstanceOf(WrongUseException.class);
    }

    private record FailingTool() implements Tool {

        @Override
        public String name() {
            return "fail";
        }

        @Override
        public String summary() {
            return "Fails";
        }

        @Override
        public String usage() {
            return "fail [how]";
        }

        @Override
        public int run(List<String> args) {
            if (args.isEmpty()) {
                throw new ToolFailedException("It is broken.");
            }
            throw new WrongUseException("Not like this.");
        }
    }
}
