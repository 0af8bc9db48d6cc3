package dev.coterie.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;

import static org.assertj.core.api.Assertions.assertThat;

/** What a connection looks like on a page, and which one is found. */
class LiveRowTests {

    @Test
    void aFewDocumentsAreListed() {
        LiveRow row = LiveRow.of(connection("ann", "Ann", List.of("a", "b", "c", "d", "e")), Optional.empty());
        assertThat(row.open()).containsExactly("a", "b", "c");
        assertThat(row.more()).isEqualTo(2);
        assertThat(row.initial()).isEqualTo("A");
        assertThat(LiveRow.of(connection("", "", List.of()), Optional.empty()).initial())
                .isEqualTo("?");
        assertThat(LiveRow.of(connection("", "\uD83D\uDC31 cat", List.of()), Optional.empty())
                        .initial())
                .isEqualTo("\uD83D\uDC31");
    }

    @Test
    void everyWordOfAConnectionIsFound() {
        LiveConnection ann = connection("ann", "Ann Lee", List.of("Minutes"));
        assertThat(filter("LEE", "", "", "").lets(ann)).isTrue();
        assertThat(filter("192.0.2", "", "", "").lets(ann)).isTrue();
        assertThat(filter("minut", "", "", "").lets(ann)).isTrue();
        assertThat(filter("bob", "", "", "").lets(ann)).isFalse();
        assertThat(filter("", "an", "", "").lets(ann)).isFalse();
        assertThat(filter("", "ann", "Minutes", "documents").lets(ann)).isTrue();
        assertThat(filter("", "", "minutes", "").lets(ann)).isFalse();
        assertThat(filter("", "", "", "boards").lets(ann)).isFalse();
        assertThat(filter("", "", "", "nonsense").lets(ann)).isTrue();
        assertThat(filter("", "", "", "nonsense").narrows()).isFalse();
    }

    @Test
    void linksCarryWhatWasAskedFor() {
        assertThat(filter("a&b", "ann", "x=y", "boards").link(2))
                .isEqualTo("?kind=boards&open=x%3Dy&page=2&q=a%26b&user=ann");
        assertThat(filter("", "", "", "").link(1)).isEqualTo("?");
    }

    @Test
    void figuresCountPeopleAndWhatTheyHaveOpen() {
        LiveFigures figures = LiveFigures.of(
                List.of(
                        connection("ann", "", List.of("a", "b")),
                        connection("ann", "", List.of("b")),
                        connection("", "1", List.of()),
                        connection("", "2", List.of())),
                0.25,
                5_000,
                "1",
                Uptime.of(Duration.ofMinutes(150)));
        assertThat(figures.documents()).isEqualTo(2);
        assertThat(figures.boards()).isZero();
        assertThat(figures.people()).isEqualTo(3);
        assertThat(figures.connections()).isEqualTo(4);
        assertThat(figures.operations()).isEqualTo("0.3");
        assertThat(figures.uptime()).isEqualTo(new Uptime("hours", 2, 30));
        assertThat(Uptime.of(Duration.ofHours(49))).isEqualTo(new Uptime("days", 2, 1));
        assertThat(Uptime.of(Duration.ofSeconds(5))).isEqualTo(new Uptime("minutes", 0, 0));
    }

    private static LiveFilter filter(String q, String user, String open, String kind) {
        return new LiveFilter(q, user, open, kind, 1);
    }

    private static LiveConnection connection(String username, String shownName, List<String> open) {
        return new LiveConnection(
                username + shownName, LiveKind.DOCUMENTS, username, shownName, "192.0.2.1", "", Instant.EPOCH, open);
    }
}
