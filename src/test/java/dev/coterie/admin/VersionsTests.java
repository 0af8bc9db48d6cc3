package dev.coterie.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.coterie.document.DocumentCatalog.Stamp;

import static org.assertj.core.api.Assertions.assertThat;

class VersionsTests {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> NAMES = Map.of("s1", "anna", "s2", "ben");

    private final List<Stamp> stamps = new ArrayList<>();

    @Test
    void editsWithoutAPauseAreOneLine() {
        add(0, "s1");
        add(20, "s2");
        add(50, "s1");
        add(500, "s9");

        List<Versions.Line> lines = of(true).lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).end()).isEqualTo(5);
        assertThat(lines.get(0).authors()).isEmpty();
        assertThat(lines.get(1).end()).isEqualTo(4);
        assertThat(lines.get(1).first()).isEqualTo(1);
        assertThat(lines.get(1).authors()).containsExactly("anna", "ben");
        assertThat(lines.get(1).entries()).isEqualTo(3);
        assertThat(lines.get(1).to()).isEmpty();
    }

    @Test
    void longWorkIsSeveralLines() {
        for (int i = 0; i < 60; i++) {
            add(i * 10L, "s1");
        }
        List<Versions.Line> lines = of(true).lines();
        assertThat(lines).hasSize(5);
        assertThat(lines.stream().mapToInt(Versions.Line::entries).sum()).isEqualTo(60);
    }

    @Test
    void whatWasNotReadWholeIsLeftForTheNextPage() {
        add(0, "s1");
        add(500, "s1");
        add(1000, "s1");
        Versions versions = of(false);
        assertThat(versions.lines()).hasSize(2);
        assertThat(versions.before()).isEqualTo(2);
        assertThat(of(true).before()).isZero();
    }

    @Test
    void nothingHasNoVersions() {
        assertThat(of(true)).isEqualTo(new Versions(List.of(), 0));
        assertThat(of(false)).isEqualTo(new Versions(List.of(), 0));
    }

    private void add(long seconds, String author) {
        long position = stamps.size() + 1;
        stamps.add(new Stamp(position, position + 1, START.plusSeconds(seconds), author));
    }

    private Versions of(boolean whole) {
        List<Stamp> newestFirst = new ArrayList<>(stamps);
        Collections.reverse(newestFirst);
        return Versions.of(newestFirst, NAMES, whole);
    }
}
