package dev.coterie.account.web;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** A way to sign in beside the form with a password. */
public interface SignInWay {

    /** Where to go, as a path of this site. */
    String NEXT = SignInWay.class.getName() + ".next";

    /**
     * Adds it to the pages.
     *
     * @param success sends people where they were going: to the path of the request's attribute {@link #NEXT} if it has
     *     one
     */
    void addTo(HttpSecurity pages, AuthenticationSuccessHandler success) throws Exception;
}
