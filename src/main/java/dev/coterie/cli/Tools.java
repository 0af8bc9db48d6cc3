package dev.coterie.cli;

import java.util.List;
import java.util.function.Function;

/** The tools that work on accounts, in the order in which {@code help} lists them. */
final class Tools {

    private static final List<Function<Terminal, Tool>> ALL =
            List.of(CreateSuperuserTool::new, ChangePasswordTool::new, ListUsersTool::new, ImportDjangoTool::new);

    private Tools() {}

    static List<Tool> forAccounts(Terminal terminal) {
        return ALL.stream().map(maker -> maker.apply(terminal)).toList();
    }
}
