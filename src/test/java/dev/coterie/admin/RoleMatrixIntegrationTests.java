package dev.coterie.admin;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.coterie.account.Permission;
import dev.coterie.account.web.Browser;
import dev.coterie.account.web.ServerTest;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/** Role by page and action: whatever is mapped below {@code /admin}, asked by somebody with each one permission. */
@ServerTest
class RoleMatrixIntegrationTests {

    private static final String SOME_PASSWORD = "violet teapot 9";

    private final int port;
    private final List<Action> actions;

    RoleMatrixIntegrationTests(
            @LocalServerPort int port,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.port = port;
        this.actions = mapping.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> Action.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Action::path).thenComparing(Action::method))
                .toList();
    }

    @Test
    void everyPageAndActionSaysWhatItRequires() {
        assertThat(actions).hasSizeGreaterThan(20);
        assertThat(actions)
                .allSatisfy(action -> assertThat(action.handler().getMethodAnnotation(Requires.class))
                        .as(action.toString())
                        .isNotNull());
    }

    @TestFactory
    Stream<DynamicTest> opensExactlyToThoseWhoArePermitted() {
        return Stream.of(
                        Arrays.stream(Permission.values())
                                .map(permission -> role(permission.name(), Permission.withViews(Set.of(permission)))),
                        Stream.of(role("no permission", Set.of())),
                        Stream.of(role("every permission", EnumSet.allOf(Permission.class))))
                .flatMap(roles -> roles);
    }

    @Test
    void opensToSuperusers() {
        Browser root = new Browser(port);
        root.logIn("root", PASSWORD);

        assertThat(wrong(root, EnumSet.allOf(Permission.class))).isEmpty();
    }

    @Test
    void opensToNobodyElse() {
        Browser plain = make("plain", Map.of("permissions", "USERS_VIEW,LOG_VIEW"));

        String token = plain.token("/account");
        Browser stranger = new Browser(port);
        for (Action action : actions) {
            assertThat(ask(plain, token, action).statusCode()).as("%s", action).isEqualTo(403);
            HttpResponse<String> anonymous = stranger.get(action.path());
            assertThat(anonymous.statusCode()).as("%s", action).isEqualTo(302);
            assertThat(anonymous.headers().firstValue("Location"))
                    .as("%s", action)
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        }
        assertHeldToTheEnd(plain, token);
    }

    /** Or else what was forbidden may have been so for want of it. */
    private static void assertHeldToTheEnd(Browser browser, String token) {
        assertThat(browser.post("/logout", Map.of("_csrf", token)).statusCode()).isEqualTo(302);
    }

    private DynamicTest role(String name, Set<Permission> permitted) {
        return DynamicTest.dynamicTest(name, () -> {
            String permissions =
                    String.join(",", permitted.stream().map(Permission::name).toList());
            Browser browser =
                    make("role-" + name.replace(' ', '-'), Map.of("staff", "true", "permissions", permissions));
            assertThat(wrong(browser, permitted)).isEmpty();
        });
    }

    /** What opened although it should not have, and the other way round. */
    private List<String> wrong(Browser browser, Set<Permission> permitted) {
        List<String> wrong = new ArrayList<>();
        String token = browser.token("/account");
        for (Action action : actions) {
            boolean expected = permitted.containsAll(action.required());
            int status = ask(browser, token, action).statusCode();
            if ((status != 403) != expected || status >= 500) {
                wrong.add(action + " answered " + status);
            }
        }
        assertHeldToTheEnd(browser, token);
        return wrong;
    }

    private static HttpResponse<String> ask(Browser browser, String token, Action action) {
        return action.method() == RequestMethod.GET
                ? browser.get(action.path())
                : browser.post(action.path(), Map.of("_csrf", token));
    }

    private Browser make(String username, Map<String, String> more) {
        Browser root = new Browser(port);
        root.logIn("root", PASSWORD);
        Map<String, String> fields = new HashMap<>(more);
        fields.putAll(Map.of("username", username, "password", SOME_PASSWORD, "repeated", SOME_PASSWORD));
        fields.putAll(Map.of("_staff", "on", "_superuser", "on"));
        root.submit("/admin/users/add", "/admin/users/add", fields);
        Browser browser = new Browser(port);
        browser.logIn(username, SOME_PASSWORD);
        return browser;
    }

    /** A page or an action, with an object that does not exist where one is named. */
    private record Action(RequestMethod method, String path, HandlerMethod handler) {

        static Stream<Action> of(RequestMappingInfo info, HandlerMethod handler) {
            return info.getPatternValues().stream()
                    .filter(pattern -> pattern.equals("/admin") || pattern.startsWith("/admin/"))
                    .map(pattern -> pattern.replaceAll("\\{[^}]+}", "0"))
                    .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                            .map(method -> new Action(method, path, handler)));
        }

        Set<Permission> required() {
            Requires requires = handler.getMethodAnnotation(Requires.class);
            return requires == null ? Set.of() : Set.of(requires.value());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
