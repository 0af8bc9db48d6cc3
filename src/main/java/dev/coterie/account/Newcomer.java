package dev.coterie.account;

/** Somebody who wants an account. Immutable. */
public record Newcomer(String username, String password, ProfileChange profile) {

    @Override
    public String toString() {
        return "Newcomer[username=" + username + "]";
    }
}
