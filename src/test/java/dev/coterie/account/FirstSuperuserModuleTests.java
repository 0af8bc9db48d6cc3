package dev.coterie.account;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.env.MockEnvironment;

import dev.coterie.account.mail.PublicUrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class FirstSuperuserModuleTests {

    private static final Pattern PASSWORD = Pattern.compile("password {3}(\\S{4}-\\S{4}-\\S{4}-\\S{4})");

    @Test
    void makesOneWithARandomPasswordThatIsPrintedOnce(CapturedOutput output) {
        withAccounts(context -> {
            first(context, new FirstSuperuserProperties("admin", null)).afterSingletonsInstantiated();
            first(context, new FirstSuperuserProperties("admin", null)).afterSingletonsInstantiated();

            Matcher printed = PASSWORD.matcher(output.getAll());
            assertThat(printed.find()).isTrue();
            String password = printed.group(1);
            assertThat(printed.find()).isFalse();
            assertThat(context.getBean(AccountDirectory.class).authenticate("admin", password, ""))
                    .get()
                    .satisfies(account ->
                            assertThat(account.superuser() && account.staff()).isTrue());
        });
    }

    @Test
    void makesTheConfiguredOneAndSaysNoSecret(CapturedOutput output) {
        withAccounts(context -> {
            first(context, new FirstSuperuserProperties("boss", "blue horse 17"))
                    .afterSingletonsInstantiated();

            assertThat(context.getBean(AccountDirectory.class).authenticate("boss", "blue horse 17", ""))
                    .isPresent();
            assertThat(output).doesNotContain("blue horse 17");
        });
    }

    @Test
    void leavesAnExistingUserAlone() {
        withAccounts(context -> {
            context.getBean(LocalAccounts.class).createSuperuser("root", "blue horse 17");
            first(context, new FirstSuperuserProperties("admin", "x")).afterSingletonsInstantiated();

            assertThat(context.getBean(AccountDirectory.class).find("admin")).isEmpty();
        });
    }

    @Test
    void saysWhyAWeakPasswordStopsTheStart() {
        withAccounts(context -> assertThatThrownBy(() -> first(context, new FirstSuperuserProperties("admin", "short"))
                        .afterSingletonsInstantiated())
                .isInstanceOfSatisfying(
                        UnfitSuperuserException.class,
                        failure -> assertThat(new UnfitSuperuserFailureAnalyzer().analyze(failure, failure))
                                .satisfies(analysis -> {
                                    assertThat(analysis.getDescription())
                                            .isEqualTo("The first superuser cannot be made as configured: "
                                                    + "A password has 8 characters or more.");
                                    assertThat(analysis.getAction()).contains("COTERIE_ADMIN_PASSWORD");
                                })));
    }

    private static FirstSuperuser first(ConfigurableApplicationContext context, FirstSuperuserProperties properties) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/account");
        return new FirstSuperuser(
                context.getBean(LocalAccounts.class), properties, messages, new PublicUrl(""), new MockEnvironment());
    }

    private static void withAccounts(Consumer<ConfigurableApplicationContext> test) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AccountDatabaseTests.Parts.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                        "--spring.jpa.bootstrap=default",
                        "--logging.level.root=warn",
                        "--logging.level.dev.coterie=info")) {
            test.accept(context);
        }
    }
}
