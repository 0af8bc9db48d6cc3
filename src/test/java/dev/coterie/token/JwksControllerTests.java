package dev.coterie.token;

import java.math.BigInteger;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

class JwksControllerTests {

    @Test
    void publishesThePublicKey() {
        MvcTestResult result = MockMvcTester.of(new JwksController(Keys.source(Keys.OURS)))
                .get()
                .uri("/.well-known/jwks.json")
                .exchange();

        assertThat(result).hasStatusOk().hasHeader("Cache-Control", "max-age=300, public");
        assertThat(result).bodyJson().extractingPath("$.keys[0]").asMap().satisfies(key -> {
            assertThat(key).containsOnlyKeys("kty", "use", "alg", "kid", "n", "e");
            assertThat(key)
                    .containsEntry("kty", "RSA")
                    .containsEntry("use", "sig")
                    .containsEntry("alg", "RS256")
                    .containsEntry("kid", "Django collab App")
                    .containsEntry("e", "AQAB");
            byte[] modulus = Base64.getUrlDecoder().decode(String.valueOf(key.get("n")));
            assertThat(modulus).hasSize(256);
            assertThat(new BigInteger(1, modulus))
                    .isEqualTo(Keys.OURS.publicKey().getModulus());
        });
    }
}
