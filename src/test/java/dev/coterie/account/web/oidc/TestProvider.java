package dev.coterie.account.web.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A small provider of OpenID Connect over real HTTP: it describes itself, shows its key, sends everybody back with a code
 * at once, and gives an ID token for the code to who knows the client's secret and the proof. Thread-safe.
 */
public final class TestProvider {

    static final String CLIENT = "coterie";
    static final String SECRET = "a secret of forty characters and a few more";

    private static final RSAKey KEY = key("one");
    private static final RSAKey OTHER_KEY = key("one");

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile Map<String, Object> person = Map.of();
    private volatile Map<String, Object> userInfo = Map.of();
    private volatile UnaryOperator<JWTClaimsSet.Builder> twist = UnaryOperator.identity();
    private volatile Signature signature = Signature.RIGHT;
    private volatile String refusal = "";
    private final int port;
    private HttpServer server;

    enum Signature {
        RIGHT,
        NONE,
        OTHER_KEY,
        BY_SECRET,
        CUT,
        NO_TOKEN
    }

    public TestProvider() {
        start(0);
        this.port = server.getAddress().getPort();
    }

    public String issuer() {
        return "http://localhost:" + port;
    }

    public void stop() {
        server.stop(0);
    }

    public void start() {
        start(port);
    }

    /** Who signs in next; forgets everything odd that was asked for before. */
    public void knows(Map<String, Object> claims) {
        person = claims;
        userInfo = Map.of();
        twist = UnaryOperator.identity();
        signature = Signature.RIGHT;
        refusal = "";
    }

    void alsoSays(Map<String, Object> claims) {
        userInfo = claims;
    }

    void twists(UnaryOperator<JWTClaimsSet.Builder> change) {
        twist = change;
    }

    void signs(Signature how) {
        signature = how;
    }

    void refuses(String error) {
        refusal = error;
    }

    private void start(int wanted) {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", wanted), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, 200, description()));
        server.createContext("/keys", exchange -> json(exchange, 200, new JWKSet(KEY.toPublicJWK()).toJSONObject()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> {
            Map<String, Object> all = new HashMap<>(Map.of("sub", person.get("sub")));
            all.putAll(userInfo);
            json(exchange, 200, all);
        });
        server.createContext("/end", exchange -> json(exchange, 200, Map.of()));
        server.start();
    }

    private Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("issuer", issuer());
        description.put("authorization_endpoint", issuer() + "/authorize");
        description.put("token_endpoint", issuer() + "/token");
        description.put("userinfo_endpoint", issuer() + "/userinfo");
        description.put("end_session_endpoint", issuer() + "/end");
        description.put("jwks_uri", issuer() + "/keys");
        description.put("response_types_supported", List.of("code"));
        description.put("subject_types_supported", List.of("public"));
        description.put("id_token_signing_alg_values_supported", List.of("RS256", "HS256", "none"));
        return description;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        String answer = refusal.isEmpty() ? "code=" + code : "error=" + refusal;
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        asked.getOrDefault("redirect_uri", "") + "?" + answer + "&state="
                                + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> fields =
                fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(fields.getOrDefault("code", ""));
        String credentials = URLEncoder.encode(CLIENT, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
        } else if (asked == null
                || !asked.getOrDefault("redirect_uri", "").equals(fields.get("redirect_uri"))
                || !"S256".equals(asked.getOrDefault("code_challenge_method", ""))
                || !asked.getOrDefault("code_challenge", "")
                        .equals(challenge(fields.getOrDefault("code_verifier", "")))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
            Map<String, Object> answer = new HashMap<>(
                    Map.of("access_token", "opaque", "token_type", "Bearer", "scope", "openid profile email"));
            if (signature != Signature.NO_TOKEN) {
                answer.put("id_token", idToken(asked.getOrDefault("nonce", "")));
            }
            json(exchange, 200, answer);
        }
    }

    private String idToken(String nonce) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", nonce);
        person.forEach(claims::claim);
        JWTClaimsSet said = twist.apply(claims).build();
        try {
            return switch (signature) {
                case NONE -> new PlainJWT(said).serialize();
                case OTHER_KEY -> signed(said, JWSAlgorithm.RS256, new RSASSASigner(OTHER_KEY));
                case BY_SECRET -> signed(said, JWSAlgorithm.HS256, new MACSigner(SECRET));
                case CUT ->
                    signed(said, JWSAlgorithm.RS256, new RSASSASigner(KEY)).replaceAll("\\.[^.]*$", ".");
                case RIGHT, NO_TOKEN -> signed(said, JWSAlgorithm.RS256, new RSASSASigner(KEY));
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(KEY.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> fields(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, int status, Map<String, Object> object) throws IOException {
        byte[] body = JSONObjectUtils.toJSONString(object).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
