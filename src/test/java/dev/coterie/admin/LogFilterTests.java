package dev.coterie.admin;

import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLogQuery;

import static org.assertj.core.api.Assertions.assertThat;

class LogFilterTests {

    @Test
    void readsWhatAnAddressHas() {
        LogFilter filter =
                new LogFilter("ada", "api_token", "made_read_only", "a&b", "192.0.2", "2026-11-23", "2026-11-24", "3");
        ZoneId here = ZoneId.systemDefault();

        assertThat(filter.query())
                .isEqualTo(new AdminLogQuery(
                        "ada",
                        AdminEntry.Kind.API_TOKEN,
                        AdminAction.MADE_READ_ONLY,
                        "a&b",
                        "192.0.2",
                        LocalDate.of(2026, 11, 23).atStartOfDay(here).toInstant(),
                        LocalDate.of(2026, 11, 25).atStartOfDay(here).toInstant()));
        assertThat(filter.pageNumber()).isEqualTo(3);
        assertThat(filter.narrows()).isTrue();
        assertThat(filter.exportLink())
                .isEqualTo("/admin/log/export?actor=ada&kind=api_token&action=made_read_only&q=a%26b&address=192.0.2"
                        + "&from=2026-11-23&to=2026-11-24");
        assertThat(filter.pageLink(2)).startsWith("?actor=ada&").endsWith("&to=2026-11-24&page=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "2026-13-01", "0001-01-01", "+999999999-12-31", "9999-12-31", "1900-01-01", "\0"})
    void leavesOutWhatMakesNoSense(String wrong) {
        LogFilter filter = new LogFilter(null, wrong, wrong, null, null, wrong, wrong, wrong);

        assertThat(filter.query()).isEqualTo(new AdminLogQuery("", null, null, "", "", null, null));
        assertThat(filter.pageNumber()).isEqualTo(1);
        assertThat(new LogFilter(null, null, null, null, null, null, null, null).pageLink(1))
                .isEqualTo("?");
    }
}
