package dev.coterie.account.web;

import java.text.Normalizer;
import java.util.Objects;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;

import dev.coterie.account.Newcomer;
import dev.coterie.account.ProfileChange;

/** Somebody who makes an account, and the link that lets them. Immutable. */
record JoinForm(
        String token,
        String username,
        @Size(max = 150, message = "{form.too-long}") String firstName,
        @Size(max = 150, message = "{form.too-long}") String lastName,

        @Size(max = 254, message = "{form.too-long}") @Email(message = "{form.email}")
        String email,

        String password,
        String repeated) {

    JoinForm {
        token = Objects.requireNonNullElse(token, "");
        // What looks the same is the same name.
        username = Normalizer.normalize(Objects.requireNonNullElse(username, ""), Normalizer.Form.NFKC)
                .strip();
        firstName = Objects.requireNonNullElse(firstName, "").strip();
        lastName = Objects.requireNonNullElse(lastName, "").strip();
        email = Objects.requireNonNullElse(email, "").strip();
        password = Objects.requireNonNullElse(password, "");
        repeated = Objects.requireNonNullElse(repeated, "");
    }

    static JoinForm empty(String token, String email) {
        return new JoinForm(token, "", "", "", email, "", "");
    }

    Newcomer toNewcomer() {
        return new Newcomer(username, password, new ProfileChange(firstName, lastName, "", email));
    }

    @Override
    public String toString() {
        return "JoinForm[username=" + username + "]";
    }
}
