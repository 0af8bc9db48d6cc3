package dev.coterie.account.web.oidc;

import org.springframework.security.core.AuthenticationException;

/** The provider vouches for the person, but there is no account for them. */
class RefusedSignInException extends AuthenticationException {

    private final String problem;

    /** @param problem what the login page shall say */
    RefusedSignInException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
