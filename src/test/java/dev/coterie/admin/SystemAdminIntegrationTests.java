package dev.coterie.admin;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.FieldChange;
import dev.coterie.account.MovableClock;
import dev.coterie.account.web.Browser;
import dev.coterie.account.web.ServerTest;
import dev.coterie.token.SigningKeys;
import dev.coterie.token.TokenIssuer;
import dev.coterie.token.TokenRejectedException;
import dev.coterie.token.TokenVerifier;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The pages about the server itself: key, settings, locks, log. */
@ServerTest
class SystemAdminIntegrationTests {

    private static final String SOME_PASSWORD = "violet teapot 9";
    private static final Pattern THUMBPRINT = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");
    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory accounts;
    private final AdminLog log;
    private final SigningKeys keys;
    private final TokenIssuer issuer;
    private final TokenVerifier verifier;

    private Browser root;
    private Account self;

    SystemAdminIntegrationTests(
            @LocalServerPort int port,
            @Autowired MovableClock clock,
            @Autowired AccountDirectory accounts,
            @Autowired AdminLog log,
            @Autowired SigningKeys keys,
            @Autowired TokenIssuer issuer,
            @Autowired TokenVerifier verifier) {
        this.port = port;
        this.clock = clock;
        this.accounts = accounts;
        this.log = log;
        this.keys = keys;
        this.issuer = issuer;
        this.verifier = verifier;
    }

    @BeforeEach
    void logIn() {
        clock.move(Duration.ofHours(2));
        serial++;
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        self = accounts.find("root").orElseThrow();
    }

    @Test
    void showsTheKey() {
        String page = root.get("/admin/keys").body();

        assertThat(page)
                .contains("Django collab App", "RSA with 2048 bits")
                .contains(keys.current().sshFingerprint())
                .contains(keys.current().opensslFingerprint())
                .contains(keys.current().thumbprint())
                .contains(keys.current().toPem().strip())
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void rotatesAndForgets() {
        String token = issuer.issue(self).token();
        String before = keys.current().thumbprint();

        String question = root.get("/admin/keys/rotate").body();
        Matcher shown = THUMBPRINT.matcher(question);
        assertThat(shown.find()).isTrue();
        assertThat(shown.group(1)).isEqualTo(before);
        assertThat(question).contains("go on working for 2 days");
        assertThat(keys.current().thumbprint()).isEqualTo(before);

        assertThat(submit("/admin/keys/rotate", Map.of("key", before)).statusCode())
                .isEqualTo(302);
        String after = keys.current().thumbprint();
        assertThat(after).isNotEqualTo(before);
        assertThat(root.get("/admin/keys").body())
                .contains("The key was rotated")
                .contains(before);
        assertThat(verifier.verify(token).username()).isEqualTo("root");
        assertThat(new Browser(port).get("/.well-known/jwks.json").body()).contains(before);

        assertThat(submit("/admin/keys/rotate", Map.of("key", before)).statusCode())
                .isEqualTo(302);
        assertThat(root.get("/admin/keys").body()).contains("The key had been replaced meanwhile");
        assertThat(keys.current().thumbprint()).isEqualTo(after);

        assertThat(root.get("/admin/keys/forget").statusCode()).isEqualTo(200);
        assertThat(submit("/admin/keys/forget", Map.of()).statusCode()).isEqualTo(302);
        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> verifier.verify(token));
        assertThat(root.get("/admin/keys").body()).contains("The old key is forgotten");
        assertThat(root.get("/admin/keys/forget").statusCode()).isEqualTo(302);

        String entries = root.get("/admin/log?kind=key").body();
        assertThat(entries).contains("<del>" + before + "</del>", "<ins>" + after + "</ins>");
    }

    @Test
    void asksForThePasswordBeforeItTouchesTheKey() {
        String before = keys.current().thumbprint();
        clock.move(Duration.ofHours(1));

        HttpResponse<String> asked = submit("/admin/keys/rotate", Map.of("key", before));
        assertThat(asked.body()).contains("name=\"confirmPassword\"");
        assertThat(submit("/admin/keys/forget", Map.of()).body()).contains("name=\"confirmPassword\"");
        assertThat(keys.current().thumbprint()).isEqualTo(before);

        submit("/admin/keys/rotate", Map.of("key", before, "confirmPassword", PASSWORD));
        assertThat(keys.current().thumbprint()).isNotEqualTo(before);
    }

    @Test
    void namesEveryKindAndActionOfTheLog() {
        assertThat(root.get("/admin/log").body()).doesNotContain("??");
    }

    @Test
    void showsSettingsWithoutSecrets() {
        String page = root.get("/admin/settings").body();

        assertThat(page)
                .contains("coterie.jwt.overlap", "coterie.admin.password", "target/test-data", "jdbc:h2:mem:server")
                .doesNotContain(PASSWORD);
        assertThat(root.get("/admin/settings?q=" + encode("jwt OVERLAP")).body())
                .contains("coterie.jwt.overlap")
                .doesNotContain("coterie.jwt.lifetime");
        assertThat(root.get("/admin/settings?q=" + encode("blue horse")).body())
                .contains("No property is called or described like that");
        assertThat(root.get("/admin/settings?set=yes").body())
                .contains("coterie.jwt.key-file")
                .doesNotContain("coterie.jwt.lifetime");
    }

    @Test
    void showsAndClearsLocks() {
        String name = "victim" + serial + "<b>";
        for (int i = 0; i < 6; i++) {
            new Browser(port).logIn(name, "wrong");
        }

        String page = root.get("/admin/throttle").body();
        assertThat(page).contains("victim" + serial + "&lt;b&gt;", "locked once", "127.0.0.1");

        assertThat(submit("/admin/throttle/clear", Map.of("kind", "ACCOUNT", "name", name))
                        .statusCode())
                .isEqualTo(302);
        assertThat(root.get("/admin/throttle").body()).contains("may try again at once");
        submit("/admin/throttle/clear", Map.of("kind", "ACCOUNT", "name", name));
        assertThat(root.get("/admin/throttle").body()).contains("any longer");
        assertThat(submit("/admin/throttle/clear", Map.of("kind", "NONSENSE", "name", name))
                        .statusCode())
                .isEqualTo(400);
        assertThat(root.get("/admin/log?action=unlocked&q=victim" + serial).body())
                .contains("victim" + serial + "&lt;b&gt;");
    }

    @Test
    void findsEntriesOfTheLog() {
        String object = "board-" + serial;
        log.note(
                self,
                AdminAction.RENAMED,
                AdminEntry.Kind.BOARD,
                1,
                object,
                List.of(new FieldChange("name", "<i>old", "new"), new FieldChange("of-nobody", "", "")));

        assertThat(root.get("/admin/log?q=" + object + "&kind=board&action=renamed&actor=roo")
                        .body())
                .contains(object, "&lt;i&gt;old", "of-nobody");
        assertThat(root.get("/admin/log?q=" + object + "&kind=group").body()).contains("Try fewer filters");
        assertThat(root.get("/admin/log?page=2147483647&from=x&to=%00&kind=%00&q=%00")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void exportsTheLog() {
        String object = "=export,\"" + serial + "\"";
        log.note(
                self,
                AdminAction.RENAMED,
                AdminEntry.Kind.BOARD,
                7,
                object,
                List.of(new FieldChange("name", "a", "b")));
        for (int i = 0; i < 60; i++) {
            log.note(self, AdminAction.CHANGED, AdminEntry.Kind.GROUP, 0, "+export zoë " + serial);
        }

        HttpResponse<String> export = root.get("/admin/log/export?q=export");

        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(export.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"coterie-log-\\d{4}-\\d\\d-\\d\\d\\.csv\"");
        List<String> rows = List.of(export.body().split("\r\n"));
        assertThat(rows).hasSize(62);
        assertThat(rows.get(0)).isEqualTo("time,actor,address,action,kind,object_id,object,changes");
        assertThat(rows.get(1)).endsWith(",root,,changed,group,,'+export zoë " + serial + ",");
        assertThat(rows.get(61)).endsWith(",root,,renamed,board,7,\"'=export,\"\"" + serial + "\"\"\",name: a -> b");
    }

    @Test
    void offersChangesOnlyToThoseWhoMay() {
        Browser viewer = staff("KEYS_VIEW", "SETTINGS_VIEW");
        for (int i = 0; i < 6; i++) {
            new Browser(port).logIn("somebody" + serial, "wrong");
        }

        assertThat(viewer.get("/admin/keys").body()).doesNotContain("/admin/keys/rotate");
        assertThat(viewer.get("/admin/throttle").body())
                .contains("somebody" + serial)
                .doesNotContain("/admin/throttle/clear");
        assertThat(viewer.get("/admin/log").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/admin/log/export").statusCode()).isEqualTo(403);
    }

    @Test
    void wantsTheHiddenTokenOfItsForms() {
        String before = keys.current().thumbprint();

        assertThat(root.post("/admin/keys/rotate", Map.of("key", before)).statusCode())
                .isEqualTo(403);
        assertThat(root.get("/admin/keys/rotate?key=" + before).statusCode()).isEqualTo(200);
        assertThat(keys.current().thumbprint()).isEqualTo(before);
    }

    private Browser staff(String... permissions) {
        String username = "system" + serial;
        Map<String, String> fields = new HashMap<>();
        fields.putAll(Map.of("username", username, "password", SOME_PASSWORD, "repeated", SOME_PASSWORD));
        fields.putAll(Map.of("staff", "true", "permissions", String.join(",", permissions)));
        root.submit("/admin/users/add", "/admin/users/add", fields);
        Browser browser = new Browser(port);
        browser.logIn(username, SOME_PASSWORD);
        return browser;
    }

    private HttpResponse<String> submit(String path, Map<String, String> fields) {
        return root.submit("/account", path, fields);
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
