package dev.coterie.account.web;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.coterie.account.ApiScope;
import dev.coterie.account.ApiTokens;
import dev.coterie.account.BasicPolicy;
import dev.coterie.account.LiveSessions;
import dev.coterie.account.LoginProperties;
import dev.coterie.account.OidcProperties;

/** Who may see which address, and what every answer says to browsers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadProperties.class)
@EnableMethodSecurity
class WebSecurityConfiguration {

    /** Nothing from elsewhere, nothing inline; a controller that needs something else sets its own. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self'; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS_POLICY =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** The addresses of sockets and of what speaks their protocols: they check tokens of their own. */
    static final String[] SOCKETS = {"/api/realtime/**", "/socket"};

    /** Files that everybody may have; whoever asks for them is nobody. */
    static final String[] FILES = {
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
        "/*.webmanifest"
    };

    /**
     * Where the page of a board gets its token. It decides itself who may have one, since some boards are open to guests;
     * nothing is gained by sending somebody there who cannot read the answer.
     */
    private static final String BOARD_TOKEN = "/api/boards/*/token";

    /** Longer addresses are not remembered until their reader has logged in; in characters. */
    private static final int MAX_ADDRESS = 2000;

    /** For who has no password, or no account yet; a link that they have says what they may do. */
    private static final String[] WITHOUT_LOGIN = {"/password/forgotten", "/password/new", "/sign-up", "/sign-up/new"};

    private final LiveSecurityContextRepository sessions;

    WebSecurityConfiguration(LiveSessions sessions) {
        this.sessions = new LiveSecurityContextRepository(sessions);
    }

    /** Programs that show a token of a person: no session, no password, and only what the token is for. */
    @Bean
    @Order(0)
    SecurityFilterChain tokens(HttpSecurity http, ApiTokens tokens) throws Exception {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return http.securityMatcher(new AndRequestMatcher(paths.matcher("/api/**"), ApiTokenFilter::isShown))
                .headers(this::headers)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                // No browser sends a token by itself.
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .addFilterBefore(new ApiTokenFilter(tokens), AuthorizationFilter.class)
                .exceptionHandling(handling -> handling.accessDeniedHandler((request, response, denied) ->
                        ScriptEntryPoint.refuse(response, HttpStatus.FORBIDDEN, "insufficient_scope")))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/token")
                        .hasAuthority(ApiScope.TOKEN.authority())
                        .requestMatchers(HttpMethod.POST, BOARD_TOKEN)
                        .hasAuthority(ApiScope.TOKEN.authority())
                        .requestMatchers(HttpMethod.GET, "/api/**")
                        .hasAnyAuthority(ApiScope.READ.authority(), ApiScope.WRITE.authority())
                        .anyRequest()
                        .hasAuthority(ApiScope.WRITE.authority()))
                .build();
    }

    /** What programs ask for: a session or a name and a password with each request, never a login page. */
    @Bean
    @Order(1)
    SecurityFilterChain scripts(HttpSecurity http, LoginProperties properties, OidcProperties provider)
            throws Exception {
        BasicGate gate = new BasicGate(provider.passwords() ? properties.basic() : BasicPolicy.NEVER);
        ScriptEntryPoint entryPoint = new ScriptEntryPoint(gate::opensFor);
        return http.securityMatcher("/api/token", "/actuator/**")
                .headers(this::headers)
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.disable())
                // Nothing but reading is allowed here, so there is no form to protect, and no session for its token.
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .httpBasic(basic -> basic.authenticationEntryPoint(entryPoint))
                .addFilterBefore(gate, BasicAuthenticationFilter.class)
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
    SecurityFilterChain pages(
            HttpSecurity http,
            LoginProperties properties,
            UploadProperties uploads,
            ObjectProvider<SignInWay> otherWays)
            throws Exception {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        RequestMatcher api = paths.matcher("/api/**");
        RequestCache requestCache = requestCache(paths);
        LoginSuccess success = new LoginSuccess(requestCache, properties);
        http.headers(this::headers)
                .securityContext(context -> context.securityContextRepository(sessions))
                .csrf(csrf -> csrf.csrfTokenRepository(new FormTokens())
                        .ignoringRequestMatchers(SOCKETS)
                        .ignoringRequestMatchers(BOARD_TOKEN))
                .addFilterBefore(new UploadGate(uploads), CsrfFilter.class)
                .requestCache(cache -> cache.requestCache(requestCache))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(success)
                        .failureHandler(new LoginFailure())
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?logout").permitAll())
                .exceptionHandling(handling -> handling.accessDeniedHandler(new StaleForm())
                        .defaultAuthenticationEntryPointFor(new ScriptEntryPoint(request -> false), api)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), new NegatedRequestMatcher(api)))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(SOCKETS)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, BOARD_TOKEN, "/language")
                        .permitAll()
                        .requestMatchers(WITHOUT_LOGIN)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/", "/d/**", "/board/**", "/.well-known/jwks.json", "/login")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, FILES)
                        .permitAll()
                        .requestMatchers("/admin", "/admin/**")
                        .hasRole("STAFF")
                        .anyRequest()
                        .authenticated());
        for (SignInWay way : otherWays) {
            way.addTo(http, success);
        }
        return http.build();
    }

    /** In a cookie: who is not logged in leaves nothing in the database. */
    private static RequestCache requestCache(PathPatternRequestMatcher.Builder paths) {
        CookieRequestCache requestCache = new CookieRequestCache();
        requestCache.setRequestMatcher(pageViews(paths));
        requestCache.setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
        return requestCache;
    }

    /** Pages that people look at are remembered until they have logged in; what scripts fetch is not. */
    private static RequestMatcher pageViews(PathPatternRequestMatcher.Builder paths) {
        RequestMatcher html = request -> {
            String accept = request.getHeader("Accept");
            return accept == null || accept.contains("text/html") || accept.contains("*/*");
        };
        // Browsers refuse cookies of more than some 4,000 characters.
        RequestMatcher shortEnough = request -> {
            String query = request.getQueryString();
            return request.getRequestURL().length() + (query == null ? 0 : query.length()) < MAX_ADDRESS;
        };
        RequestMatcher byScript = request -> request.getHeader("X-Requested-With") != null
                || "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        return new AndRequestMatcher(
                paths.matcher(HttpMethod.GET, "/**"),
                html,
                shortEnough,
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
