package dev.coterie.account.web.oidc;

import org.springframework.security.authentication.AuthenticationServiceException;

/** The provider cannot be reached, or does not say what it must. */
class ProviderUnavailableException extends AuthenticationServiceException {

    ProviderUnavailableException(String message) {
        super(message);
    }

    ProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
