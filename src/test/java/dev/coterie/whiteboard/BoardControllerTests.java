package dev.coterie.whiteboard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.account.AccessRevoked;
import dev.coterie.account.Account;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.document.RecordStore;
import dev.coterie.frontend.FrontEnd;
import dev.coterie.zwibbler.InMemoryBoards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;
import dev.coterie.zwibbler.access.BoardTokens;
import dev.coterie.zwibbler.access.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@WebMvcTest({BoardController.class, BoardApiController.class})
@Import({
    FrontEnd.class,
    BoardSharing.class,
    BoardPasses.class,
    BoardRevocation.class,
    BoardControllerTests.Surroundings.class
})
class BoardControllerTests {

    private static final Pattern SETTINGS =
            Pattern.compile("<script type=\"application/json\" id=\"settings\">(.*?)</script>", Pattern.DOTALL);

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JsonMapper json;

    @Autowired
    private InMemoryBoards boards;

    @Autowired
    private BoardTokens tokens;

    @Autowired
    private BoardRevocation revocation;

    @BeforeEach
    void forget() {
        boards.names().forEach(name -> {
            boards.updateMetadata(name, new byte[0]);
            boards.delete(name, "");
        });
        boards.changes().clear();
    }

    @Test
    void tellsThePageOfAnAccountEverythingItNeeds() throws Exception {
        String page = page("/board/plans", "ada");
        assertThat(page).contains("id=\"share\"", "name=\"_csrf\"").doesNotContain("id=\"guest\"");
        JsonNode settings = settings(page);
        assertThat(settings.path("board").stringValue()).isEqualTo("plans");
        assertThat(settings.path("signedIn").booleanValue()).isTrue();
        assertThat(settings.path("username").stringValue()).isEqualTo("ada");
        assertThat(settings.path("tokenUrl").stringValue()).isEqualTo("/api/boards/plans/token");
        assertThat(settings.path("sharingUrl").stringValue()).isEqualTo("/api/boards/plans/sharing");
        assertThat(settings.path("sharing").stringValue()).isEqualTo("none");
        assertThat(settings.path("socketPath").stringValue()).isEqualTo("/socket");
        assertThat(settings.path("csrfToken").stringValue()).isNotEmpty();
    }

    @Test
    void asksThoseWithoutAnAccountForOne() throws Exception {
        mvc.perform(get("/board/plans"))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string(HttpHeaders.LOCATION, endsWith("/login")));
        guestToken("plans").andExpect(status().isUnauthorized());
    }

    @Test
    void showsASharedBoardToGuests() throws Exception {
        exists("plans");
        share("plans", "view").andExpect(status().isOk());
        String page = page("/board/plans", null);
        assertThat(page).contains("id=\"guest\"", "href=\"/login\"").doesNotContain("id=\"share\"", "_csrf");
        JsonNode settings = settings(page);
        assertThat(settings.path("signedIn").booleanValue()).isFalse();
        assertThat(settings.path("sharingUrl").isNull()).isTrue();
        assertThat(settings.path("csrfToken").isNull()).isTrue();
        assertThat(settings.path("sharing").stringValue()).isEqualTo("view");
    }

    @Test
    void givesAccountsTokensToDrawWith() throws Exception {
        BoardToken ada = tokenOf(perform(post("/api/boards/plans/token").with(csrf()), "ada", false));
        assertThat(ada.board()).isEqualTo("plans");
        assertThat(ada.user()).isEqualTo("ada");
        assertThat(ada.permissions()).isEqualTo(Permissions.READ_WRITE);
        assertThat(ada.expiresAt())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        BoardToken root = tokenOf(perform(post("/api/boards/plans/token").with(csrf()), "root", true));
        assertThat(root.permissions().letters()).isEqualTo("rwa");
    }

    @Test
    void givesGuestsWhatTheBoardAllows() throws Exception {
        exists("plans");
        share("plans", "view");
        assertThat(tokenOf(guestToken("plans")).permissions().letters()).isEqualTo("r");
        share("plans", "edit");
        BoardToken token = tokenOf(guestToken("plans"));
        assertThat(token.permissions().letters()).isEqualTo("rw");
        assertThat(token.user()).isEqualTo("guest:plans");
        guestToken("others").andExpect(status().isUnauthorized());
    }

    @Test
    void takesASharedBoardBackAtOnce() throws Exception {
        exists("plans");
        share("plans", "edit");
        BoardToken token = tokenOf(guestToken("plans"));
        share("plans", "none").andExpect(status().isOk());
        guestToken("plans").andExpect(status().isUnauthorized());
        assertThat(find(token.token()).orElseThrow().permissions()).isEqualTo(Permissions.NONE);
        assertThat(boards.changes()).isEqualTo(List.of("guest:plans:rw", "guest:plans:"));
        mvc.perform(get("/board/plans")).andExpect(status().is3xxRedirection());
    }

    @Test
    void keepsWhatElseIsKeptWithABoard() throws Exception {
        exists("plans");
        boards.updateMetadata("plans", "{\"colour\":\"red\"}".getBytes(StandardCharsets.UTF_8));
        share("plans", "view").andExpect(status().isOk());
        byte[] metadata = boards.metadata("plans").toCompletableFuture().join().orElseThrow();
        assertThat(json.readTree(metadata)).isEqualTo(json.readTree("{\"colour\":\"red\",\"sharing\":\"view\"}"));
        boards.updateMetadata("plans", "no JSON".getBytes(StandardCharsets.UTF_8));
        guestToken("plans").andExpect(status().isUnauthorized());
    }

    @Test
    void refusesSharingThatIsNone() throws Exception {
        share("missing", "view").andExpect(status().isNotFound());
        exists("plans");
        share("plans", "everything").andExpect(status().isBadRequest());
        perform(sharing("plans", "{}").with(csrf()), "ada", false).andExpect(status().isBadRequest());
        perform(sharing("plans", "{\"sharing\":\"view\"}"), "ada", false).andExpect(status().isForbidden());
    }

    @Test
    void acceptsOnlyNamesThatAreSafeInAnAddress() throws Exception {
        for (String id : List.of("x".repeat(129), "a b", "ü", "<b>")) {
            perform(get("/board/{id}", id), "ada", false).andExpect(status().isNotFound());
            perform(post("/api/boards/{id}/token", id).with(csrf()), "ada", false)
                    .andExpect(status().isNotFound());
            perform(
                            post("/api/boards/{id}/sharing", id)
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content("{\"sharing\":\"view\"}")
                                    .with(csrf()),
                            "ada",
                            false)
                    .andExpect(status().isNotFound());
        }
        perform(get("/board/{id}", "A-z_0.9~"), "ada", false).andExpect(status().isOk());
    }

    @Test
    void hasNothingInlineThatAStrictPolicyWouldRefuse() throws Exception {
        exists("plans");
        share("plans", "view");
        for (String page : new String[] {page("/board/plans", "ada"), page("/board/plans", null)}) {
            assertThat(page).doesNotContainPattern("<script(?![^>]*(src=|application/json))[^>]*>");
            assertThat(page).doesNotContainPattern("\\s(style|on[a-z]+)=\"");
            assertThat(page).doesNotContain("<style", "javascript:", "??");
        }
    }

    @Test
    void isNotKeptByTheBrowser() throws Exception {
        perform(get("/board/plans"), "ada", false).andExpect(header().string(HttpHeaders.CACHE_CONTROL, "no-store"));
        perform(post("/api/boards/plans/token").with(csrf()), "ada", false)
                .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "no-store"));
    }

    @Test
    void closesTheBoardsOfThoseWhoseAccessIsRevoked() throws Exception {
        BoardToken token = tokenOf(perform(post("/api/boards/plans/token").with(csrf()), "ada", false));
        revocation.revoked(new AccessRevoked("ada"));
        assertThat(find(token.token()).orElseThrow().permissions()).isEqualTo(Permissions.NONE);
        assertThat(boards.changes()).containsExactly("ada:");
    }

    @Nested
    @TestPropertySource(properties = "coterie.zwibbler.script-url=https://cdn.example.org/zwibbler2.js")
    class WithTheLicensedScript {

        @Test
        void allowsItsOriginAndNothingElse() throws Exception {
            ResultActions result = perform(get("/board/plans"), "ada", false)
                    .andExpect(status().isOk())
                    .andExpect(header().string(
                                    "Content-Security-Policy",
                                    containsString("script-src 'self' https://cdn.example.org;")))
                    .andExpect(header().string("Content-Security-Policy", containsString("object-src 'none'")));
            assertThat(result.andReturn().getResponse().getContentAsString())
                    .contains("src=\"https://cdn.example.org/zwibbler2.js\"")
                    .doesNotContain("id=\"export-png\"");
        }
    }

    private void exists(String board) {
        boards.create(board, new byte[0], List.of());
    }

    private ResultActions share(String board, String wanted) throws Exception {
        return perform(sharing(board, "{\"sharing\":\"" + wanted + "\"}").with(csrf()), "ada", false);
    }

    private static MockHttpServletRequestBuilder sharing(String board, String body) {
        return post("/api/boards/{id}/sharing", board)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private ResultActions guestToken(String board) throws Exception {
        return mvc.perform(post("/api/boards/{id}/token", board).with(csrf()));
    }

    private BoardToken tokenOf(ResultActions result) throws Exception {
        String body =
                result.andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
        JsonNode pass = json.readTree(body);
        BoardToken token = find(pass.path("token").stringValue()).orElseThrow();
        assertThat(pass.path("permissions").stringValue())
                .isEqualTo(token.permissions().letters());
        return token;
    }

    private Optional<BoardToken> find(String token) {
        return tokens.find(token).toCompletableFuture().join();
    }

    private ResultActions perform(MockHttpServletRequestBuilder request, String username, boolean staff)
            throws Exception {
        Account account = new Account(1, username, "", "", "", "", true, staff, false);
        AccountPrincipal principal = new AccountPrincipal(account, Instant.parse("2026-01-01T00:00:00Z"));
        return mvc.perform(request.with(user(principal)));
    }

    private String page(String path, @Nullable String username) throws Exception {
        ResultActions result = username == null ? mvc.perform(get(path)) : perform(get(path), username, false);
        return result.andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
    }

    private JsonNode settings(String page) {
        Matcher matcher = SETTINGS.matcher(page);
        assertThat(matcher.find()).isTrue();
        return json.readTree(matcher.group(1));
    }

    @TestConfiguration
    @EnableConfigurationProperties(WhiteboardProperties.class)
    static class Surroundings {

        @Bean
        InMemoryRecordStore records() {
            return new InMemoryRecordStore();
        }

        @Bean
        InMemoryBoards boards(InMemoryRecordStore records) {
            return new InMemoryBoards(records);
        }

        @Bean
        BoardTokens tokens(RecordStore records) {
            return TestTokens.of(records);
        }

        @Bean
        SecurityFilterChain pages(HttpSecurity http) throws Exception {
            return http.formLogin(form -> form.loginPage("/login"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
