package dev.coterie.account.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrowserNameTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox | Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0 | Edge | Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | Safari | macOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1 | Chrome | iPhone",
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 | Chrome | Android",
                "curl/8.5.0 | curl | ''",
                "Java-http-client/17.0.15 | Java-http-client | ''",
                "Mozilla/5.0 | '' | ''",
                "'' | '' | ''",
                "<script> | '' | ''"
            })
    void callsBrowsersWhatPeopleCallThem(String agent, String program, String system) {
        assertThat(BrowserName.of(agent)).isEqualTo(new BrowserName(program, system));
    }

    @Test
    void longNamesOfProgramsAreCut() {
        assertThat(BrowserName.of("x".repeat(5000)).program()).hasSize(40);
    }
}
