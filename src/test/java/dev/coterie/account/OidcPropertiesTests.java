package dev.coterie.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OidcPropertiesTests {

    private static final Map<String, String> LEAST =
            Map.of("coterie.oidc.issuer", "https://id.example/", "coterie.oidc.client-id", "coterie");

    @Test
    void isOffUnlessThereIsAnIssuer() {
        assertThat(bind(Map.of("coterie.oidc.issuer", " ")).enabled()).isFalse();
        assertThat(bind(Map.of()).passwords()).isTrue();
        assertThat(bind(LEAST).enabled()).isTrue();
        assertThat(bind(LEAST).issuerId()).isEqualTo("https://id.example");
    }

    @Test
    void mapsValuesToGroups() {
        OidcProperties properties = bind(with("groups", "/staff = Editors,a=b=Deep,/staff=More"));

        assertThat(properties.groupsFor(Set.of("/staff", "a=b", "other"))).containsExactly("Deep", "Editors", "More");
        assertThat(bind(with("match-groups", "true")).groupsFor(Set.of("other")))
                .containsExactly("other");
        assertThat(properties.makesStaff(Set.of("/staff", ""))).isFalse();
    }

    @Test
    void takesDistinguishedNamesOneByOne() {
        assertThat(bind(with("groups[0]", "cn=devs,ou=people=Developers")).groupsFor(Set.of("cn=devs,ou=people")))
                .containsExactly("Developers");
    }

    @Test
    void opensToPasswordsOrNot() {
        assertThat(bind(LEAST).passwordOpens(false)).isTrue();
        OidcProperties only = bind(with("only", "true"));
        assertThat(only.passwords() || only.passwordOpens(true)).isFalse();
    }

    @Test
    void letsSuperusersInWhenTheProviderFails() {
        OidcProperties emergency = bind(Map.of(
                "coterie.oidc.issuer", "https://id.example",
                "coterie.oidc.client-id", "coterie",
                "coterie.oidc.only", "true",
                "coterie.oidc.emergency-login", "true"));

        assertThat(emergency.passwords()).isTrue();
        assertThat(emergency.passwordOpens(true)).isTrue();
        assertThat(emergency.passwordOpens(false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "client-id, '', needs coterie.oidc.client-id",
        "issuer, id.example, begins with https",
        "scopes, profile, openid belongs to it",
        "groups, nonsense, each entry is value=group",
        "groups, =x, each entry is value=group"
    })
    void saysWhatIsWrong(String property, String value, String message) {
        assertThatThrownBy(() -> bind(with(property, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(message);
    }

    @Test
    void tellsNoSecret() {
        assertThat(bind(with("client-secret", "hush")).toString()).doesNotContain("hush");
    }

    private static Map<String, String> with(String property, String value) {
        Map<String, String> all = new HashMap<>(LEAST);
        all.put("coterie.oidc." + property, value);
        return all;
    }

    private static OidcProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("coterie.oidc", OidcProperties.class);
    }
}
