package dev.coterie.account.web;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.coterie.account.LiveSessions;
import dev.coterie.account.LoginProperties;

/** Who may see which address, and what every answer says to browsers. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class WebSecurityConfiguration {

    /** Nothing from elsewhere, nothing inline; a controller that needs something else sets its own. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self'; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS_POLICY =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** The addresses of sockets and of what speaks their protocols: they check tokens of their own. */
    private static final String[] SOCKETS = {"/api/realtime/**", "/socket"};

    /**
     * Where the page of a board gets its token. It decides itself who may have one, since some boards are open to guests;
     * nothing is gained by sending somebody there who cannot read the answer.
     */
    private static final String BOARD_TOKEN = "/api/boards/*/token";

    private final LiveSecurityContextRepository sessions;

    WebSecurityConfiguration(LiveSessions sessions) {
        this.sessions = new LiveSecurityContextRepository(sessions);
    }

    /** What programs ask for: a session or a name and a password with each request, never a login page. */
    @Bean
    @Order(1)
    SecurityFilterChain scripts(HttpSecurity http) throws Exception {
        ScriptEntryPoint entryPoint = new ScriptEntryPoint(true);
        return http.securityMatcher("/api/token", "/actuator/**")
                .headers(this::headers)
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.disable())
                // Nothing but reading is allowed here, so there is no form to protect, and no session for its token.
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .httpBasic(basic -> basic.authenticationEntryPoint(entryPoint))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(entryPoint))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/**")
                        .hasRole("SUPERUSER")
                        .requestMatchers(HttpMethod.GET, "/api/token")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** What people see. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, LoginProperties properties) throws Exception {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        RequestMatcher api = paths.matcher("/api/**");
        HttpSessionRequestCache requestCache = requestCache(paths);
        return http.headers(this::headers)
                .securityContext(context -> context.securityContextRepository(sessions))
                .csrf(csrf -> csrf.ignoringRequestMatchers(SOCKETS).ignoringRequestMatchers(BOARD_TOKEN))
                .requestCache(cache -> cache.requestCache(requestCache))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(new LoginSuccess(requestCache, properties))
                        .failureHandler(new LoginFailure())
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?logout").permitAll())
                .exceptionHandling(handling -> handling.accessDeniedHandler(new StaleForm())
                        .defaultAuthenticationEntryPointFor(new ScriptEntryPoint(false), api)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), new NegatedRequestMatcher(api)))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(SOCKETS)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, BOARD_TOKEN, "/language")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/", "/d/**", "/board/**", "/.well-known/jwks.json", "/login")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.GET,
                                "/webjars/**",
                                "/vendor/**",
                                "/assets/**",
                                "/editor/**",
                                "/css/**",
                                "/js/**",
                                "/img/**",
                                "/fonts/**",
                                "/favicon.ico",
                                "/favicon.svg",
                                "/robots.txt",
                                "/*.webmanifest")
                        .permitAll()
                        .requestMatchers("/admin", "/admin/**")
                        .hasRole("STAFF")
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Null is documented, if not annotated: without it every address gets a parameter of the cache's own. */
    @SuppressWarnings("NullAway")
    private static HttpSessionRequestCache requestCache(PathPatternRequestMatcher.Builder paths) {
        HttpSessionRequestCache requestCache = new HttpSessionRequestCache();
        requestCache.setMatchingRequestParameterName(null);
        requestCache.setRequestMatcher(pageViews(paths));
        return requestCache;
    }

    /** Pages that people look at are remembered until they have logged in; what scripts fetch is not. */
    private static RequestMatcher pageViews(PathPatternRequestMatcher.Builder paths) {
        RequestMatcher html = request -> {
            String accept = request.getHeader("Accept");
            return accept == null || accept.contains("text/html") || accept.contains("*/*");
        };
        RequestMatcher byScript = request -> request.getHeader("X-Requested-With") != null
                || "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        return new AndRequestMatcher(
                paths.matcher(HttpMethod.GET, "/**"),
                html,
                new NegatedRequestMatcher(
                        new OrRequestMatcher(byScript, paths.matcher("/api/**"), paths.matcher("/favicon.*"))));
    }

    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS_POLICY))
                // Other names below this one may not speak TLS, and are none of our business.
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false));
    }
}
