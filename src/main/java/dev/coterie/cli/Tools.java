package dev.coterie.cli;

import java.util.List;
import java.util.function.Function;

/** Every tool there is, in the order in which {@code help} lists them. */
final class Tools {

    /** A new tool is one more line here. */
    private static final List<Function<Terminal, Tool>> ALL =
            List.of(CreateSuperuserTool::new, ChangePasswordTool::new);

    private Tools() {}

    static List<Tool> all(Terminal terminal) {
        return ALL.stream().map(maker -> maker.apply(terminal)).toList();
    }
}
