package dev.coterie.editor;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.account.Account;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.document.InMemoryDocumentStore;
import dev.coterie.frontend.FrontEnd;
import dev.coterie.token.RealtimeProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@WebMvcTest(EditorController.class)
@Import({FrontEnd.class, DocumentTitles.class, EditorControllerTests.OpenToAll.class})
class EditorControllerTests {

    private static final Pattern SETTINGS =
            Pattern.compile("<script type=\"application/json\" id=\"settings\">(.*?)</script>", Pattern.DOTALL);

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JsonMapper json;

    @Test
    void showsTheFirstDocumentToAnybody() throws Exception {
        String page = page("/", null);
        assertThat(page)
                .contains("You are not signed in", "href=\"/login\"")
                .doesNotContain("Log out", "id=\"people\"");
        JsonNode settings = settings(page);
        assertThat(settings.path("signedIn").booleanValue()).isFalse();
        assertThat(settings.path("username").isNull()).isTrue();
        assertThat(settings.path("document").stringValue()).isEqualTo("getting-started");
        assertThat(settings.path("collection").stringValue()).isEqualTo("example-ace");
        assertThat(settings.path("text").stringValue()).isEqualTo("Hello World");
        assertThat(settings.path("realtime").stringValue()).isEqualTo("embedded");
        assertThat(settings.path("tokenUrl").stringValue()).isEqualTo("/api/token");
    }

    @Test
    void tellsThePageWhoIsSignedIn() throws Exception {
        String page = page("/d/notes.txt", "ada");
        assertThat(page).contains("Sign out", "name=\"_csrf\"").doesNotContain("You are not signed in", "/admin");
        JsonNode settings = settings(page);
        assertThat(settings.path("signedIn").booleanValue()).isTrue();
        assertThat(settings.path("username").stringValue()).isEqualTo("ada");
        assertThat(settings.path("document").stringValue()).isEqualTo("notes.txt");
        assertThat(settings.path("text").stringValue()).isEmpty();
    }

    @Test
    void showsTheAdminSiteToStaffOnly() throws Exception {
        mvc.perform(get("/").with(user(principal("ada", true))))
                .andExpect(content().string(containsString("href=\"/admin\"")));
    }

    @Test
    void neverLetsANameEndTheSettings() throws Exception {
        String name = "</script><script>alert(1)</script>";
        String page = page("/", name);
        assertThat(page).doesNotContain(name);
        assertThat(settings(page).path("username").stringValue()).isEqualTo(name);
    }

    @Test
    void hasNothingInlineThatAStrictPolicyWouldRefuse() throws Exception {
        String page = page("/", "ada");
        assertThat(page).doesNotContainPattern("<script(?![^>]*(src=|application/json))[^>]*>");
        assertThat(page).doesNotContainPattern("\\s(style|on[a-z]+)=\"");
        assertThat(page).doesNotContain("<style", "javascript:");
    }

    @Test
    void isNotKeptByTheBrowser() throws Exception {
        mvc.perform(get("/")).andExpect(header().string(HttpHeaders.CACHE_CONTROL, "no-store"));
    }

    @Test
    void acceptsOnlyNamesThatAreSafeInAnAddress() throws Exception {
        mvc.perform(get("/d/{id}", "A-z_0.9~")).andExpect(status().isOk());
        mvc.perform(get("/d/{id}", "x".repeat(128))).andExpect(status().isOk());
        mvc.perform(get("/d/{id}", "x".repeat(129))).andExpect(status().isNotFound());
        mvc.perform(get("/d/{id}", "a b")).andExpect(status().isNotFound());
        mvc.perform(get("/d/{id}", "ü")).andExpect(status().isNotFound());
        mvc.perform(get("/d/{id}", "<b>")).andExpect(status().isNotFound());
    }

    private String page(String path, @Nullable String username) throws Exception {
        var request = get(path);
        if (username != null) {
            request.with(user(principal(username, false)));
        }
        return mvc.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static AccountPrincipal principal(String username, boolean staff) {
        return new AccountPrincipal(
                new Account(1, username, "", "", "", "", true, staff, false), Instant.parse("2026-01-01T00:00:00Z"));
    }

    private JsonNode settings(String page) {
        Matcher matcher = SETTINGS.matcher(page);
        assertThat(matcher.find()).isTrue();
        return json.readTree(matcher.group(1));
    }

    @TestConfiguration
    @EnableConfigurationProperties(RealtimeProperties.class)
    static class OpenToAll {

        @Bean
        InMemoryDocumentStore documentStore() {
            return new InMemoryDocumentStore();
        }

        @Bean
        SecurityFilterChain everybody(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
