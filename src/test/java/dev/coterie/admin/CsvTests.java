package dev.coterie.admin;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTests {

    @Test
    void quotesWhatNeedsIt() throws IOException {
        assertThat(row("plain", "", "a,b", "say \"hi\"", "two\nlines", "two\r\nlines", " blank ", "Zoë 🦉"))
                .isEqualTo("plain,,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"two\r\nlines\", blank ,Zoë 🦉\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void makesFormulasHarmless(String text) throws IOException {
        assertThat(row(text)).isEqualTo("'" + text + "\r\n");
    }

    @Test
    void makesQuotedFormulasHarmless() throws IOException {
        assertThat(row("=cmd|' /C calc'!A0,\"\"", "\rx")).isEqualTo("\"'=cmd|' /C calc'!A0,\"\"\"\"\",\"'\rx\"\r\n");
        assertThat(row("a=1", "1-1", "'=1")).isEqualTo("a=1,1-1,'=1\r\n");
    }

    private static String row(String... cells) throws IOException {
        StringBuilder out = new StringBuilder();
        new Csv(out).row(cells);
        return out.toString();
    }
}
