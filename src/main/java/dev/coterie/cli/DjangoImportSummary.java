package dev.coterie.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;

import dev.coterie.account.DjangoImportReport;
import dev.coterie.account.DjangoImportReport.Fate;
import dev.coterie.account.DjangoImportReport.Person;
import dev.coterie.account.django.DjangoUser;
import dev.coterie.account.django.HashFlaw;

/** Tells people what became of a Django site. Immutable. */
record DjangoImportSummary(DjangoImportReport report, String source, boolean dryRun) {

    /** @return whether everybody has an account now */
    boolean print(Terminal terminal) {
        report.people().forEach(person -> tellProblem(person, terminal.err()));
        tellCounts(terminal.out());
        return report.count(Fate.UNFIT_NAME) + report.count(Fate.TAKEN_IGNORING_CASE) + report.unfitGroups() == 0;
    }

    private static void tellProblem(Person person, PrintStream err) {
        String name = "\"" + person.user().username().replaceAll("\\p{C}", "?") + "\"";
        switch (person.fate()) {
            case UNFIT_NAME ->
                err.println(name + " is left out: a name here is 1 to 150 characters long, without blanks around it and"
                        + " control characters in it.");
            case TAKEN_IGNORING_CASE ->
                err.println(name + " is left out: there is a name that differs from it in capital letters only.");
            case DELETED_HERE ->
                err.println(name + " is left out: an account of that name was deleted here. The admin site makes a new"
                        + " one.");
            case EXISTS -> {
                // Counted; on a second run this is everybody.
            }
            case ADDED -> {
                HashFlaw flaw = person.flaw();
                if (flaw != null && flaw != HashFlaw.NO_PASSWORD) {
                    err.println(name + " needs a new password: " + reason(flaw));
                }
            }
        }
    }

    private static String reason(HashFlaw flaw) {
        return switch (flaw) {
            case NO_PASSWORD -> "there was none.";
            case UNKNOWN_ALGORITHM ->
                "the old one is stored in a way that is too weak, or not known here (md5, crypt and the like).";
            case MALFORMED -> "what is stored of the old one is damaged.";
            case TOO_COSTLY -> "to check the old one would take too much time or memory.";
        };
    }

    private void tellCounts(PrintStream out) {
        List<DjangoUser> added = report.added();
        if (added.isEmpty() && report.newGroups().isEmpty()) {
            out.println("Nothing " + (dryRun ? "would be" : "was") + " changed: " + source + " has nothing that can be"
                    + " taken over and is not here already.");
        } else {
            out.println((dryRun ? "Would import " : "Imported ")
                    + Counted.of(added.size(), "account")
                    + " and " + Counted.of(report.newGroups().size(), "group") + " from " + source + ".");
            out.println("  among them " + Counted.of(count(added, DjangoUser::superuser), "superuser") + ", "
                    + count(added, user -> user.staff() && !user.superuser()) + " other staff, "
                    + count(added, user -> !user.active()) + " inactive");
            long lost = report.people().stream().filter(p -> p.flaw() != null).count();
            if (lost > 0) {
                out.println("  " + lost + " without a password that works here; changepassword gives them one");
            }
        }
        out.println(
                "Already here, left exactly as they are: " + Counted.of(report.count(Fate.EXISTS), "account") + ".");
        long leftOut = report.people().size() - added.size() - report.count(Fate.EXISTS);
        out.println("Left out: " + Counted.of(leftOut, "account")
                + (report.unfitGroups() == 0
                        ? "."
                        : ", " + Counted.of(report.unfitGroups(), "group") + " without a name."));
        if (!report.joinedGroups().isEmpty()) {
            out.println("New members for groups that were here: " + String.join(", ", report.joinedGroups()) + ".");
        }
        if (!added.isEmpty()) {
            out.println(
                    "Rights to Django's own models are not taken over: staff and groups get theirs on the admin site.");
        }
        if (!report.superuserThere()) {
            out.println("Nobody may do everything: make a superuser with createsuperuser.");
        }
        if (dryRun) {
            out.println("This was a dry run: nothing was changed.");
        }
    }

    private static long count(List<DjangoUser> users, Predicate<DjangoUser> condition) {
        return users.stream().filter(condition).count();
    }
}
