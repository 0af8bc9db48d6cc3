package dev.coterie.account;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.coterie.account.Refusal.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordPolicyTests {

    private final PasswordPolicy policy = new PasswordPolicy();

    @ParameterizedTest
    @CsvSource({
        "seven77, PASSWORD_TOO_SHORT",
        "'', PASSWORD_TOO_SHORT",
        "1234567890123, PASSWORD_NUMERIC",
        "Password123, PASSWORD_COMMON",
        "ada.lovelace, PASSWORD_LIKE_NAME",
        "Lovelace1815, PASSWORD_LIKE_NAME",
        "ecalevol, PASSWORD_LIKE_NAME"
    })
    void refusesWhatIsGuessedEasily(String password, Reason reason) {
        assertThat(policy.check("password", password, List.of("ada.lovelace", "Ada", "Lovelace", "")))
                .extracting(Refusal::reason)
                .containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({"blue horse 17", "Ada counts engines", "päßwörtchen", "12345678a"})
    void letsOthersPass(String password) {
        assertThat(policy.check("password", password, List.of("ada", "Ada"))).isEmpty();
    }

    @Test
    void countsWhatBcryptTakesInBytes() {
        assertThat(policy.check("password", "é".repeat(36), List.of())).isEmpty();
        assertThat(policy.check("password", "é".repeat(37), List.of()))
                .containsExactly(Refusal.of("password", Reason.PASSWORD_TOO_LONG, 72));
    }
}
