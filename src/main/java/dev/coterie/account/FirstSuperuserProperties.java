package dev.coterie.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The superuser who is made when there is no account yet; not looked at afterwards.
 *
 * @param username who becomes superuser when there is no account yet
 * @param password not set: a random one is made and printed once in the log
 */
@ConfigurationProperties("coterie.admin")
record FirstSuperuserProperties(
        @DefaultValue("admin") String username, @Nullable String password) {

    @Override
    public String toString() {
        return "FirstSuperuserProperties[username=" + username + "]";
    }
}
