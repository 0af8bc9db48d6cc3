package dev.coterie.token;

import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;

/** Gives whoever is logged in a token and the address to use it at. Thread-safe. */
@RestController
class TokenController {

    private final AccountDirectory accounts;
    private final TokenIssuer issuer;
    private final DomainUrl domainUrl;

    TokenController(AccountDirectory accounts, TokenIssuer issuer, DomainUrl domainUrl) {
        this.accounts = accounts;
        this.issuer = issuer;
        this.domainUrl = domainUrl;
    }

    @GetMapping("/api/token")
    ResponseEntity<TokenResponse> token(@Nullable Principal principal, HttpServletRequest request) {
        Optional<TokenResponse> response = Optional.ofNullable(principal)
                .flatMap(person -> accounts.find(person.getName()))
                .filter(Account::active)
                .map(account -> respond(account, request));
        return response.map(body ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                        .cacheControl(CacheControl.noStore())
                        .build());
    }

    private TokenResponse respond(Account account, HttpServletRequest request) {
        URI server =
                ServletUriComponentsBuilder.fromContextPath(request).build().toUri();
        IssuedToken issued = issuer.issue(account);
        return new TokenResponse(issued.token(), issued.expiresAt(), domainUrl.seenFrom(server), account.username());
    }

    /** What scripts and pages get; the names are part of the contract. */
    record TokenResponse(String token, Instant expiresAt, URI domainUrl, String username) {

        @Override
        public String toString() {
            return "TokenResponse[username=" + username + ", expiresAt=" + expiresAt + "]";
        }
    }
}
