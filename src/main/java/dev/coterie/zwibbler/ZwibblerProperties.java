package dev.coterie.zwibbler;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * The whiteboard server: its own limits, and every key of a {@code zwibbler.conf} that means something here. Immutable.
 *
 * @param explicitAccess who may open boards: signed-in (only by tokens that this server keeps), jwt (as
 *     well by tokens that were signed with the jwt-key) or open (as well by their plain names, from pages of any
 *     origin). Not set: jwt with a jwt-key, else signed-in; open with a zwibbler.conf that has no
 *     JWTKey
 * @param configFile a zwibbler.conf to be read; whatever is configured elsewhere wins over what it says
 * @param secretUser the user of the management API, and of the web hook's requests; without one and without a password
 *     the management API is off
 * @param secretPassword the password of the management API, and of the web hook's requests
 * @param jwtKey the key with which others sign tokens for boards (HS256, HS384, HS512)
 * @param jwtKeyIsBase64 whether the jwt-key is base64 of the key's bytes, instead of the bytes of its text
 * @param webhook where to post that a board's last client has left; empty: nowhere
 * @param webhookTimeout how long one attempt to post there may take
 * @param webhookAttempts how often one event is tried at most, 1 or more
 * @param webhookQueue how many events may wait for the web hook, 1 or more; the oldest are given up for newer ones
 * @param expiration how long a board may be unused until it is deleted: seconds, a duration such as 30d, or never
 * @param compression whether messages may be compressed if a client offers it
 * @param maxMessageSize how large a message of a client may be, all its parts together
 * @param maxKeys how many keys a board may have, 1 or more
 * @param maxKeyName how long the name of a key may be, in bytes, 1 to 512
 * @param maxValueSize how large the value of a key may be, at most 1MB
 * @param initTimeout how long a client may take to say what it wants to open
 * @param maxUploadSize how large a request to the management API may be; contents are held in memory while they are
 *     stored
 * @param requestTimeout how long a request to the management API may wait for the storage until it is answered with 500
 * @param serverBindAddress the address to listen on; used when server.address is not set
 * @param serverPort the port to listen on; used when server.port is not set
 * @param certFile a certificate chain (PEM), with which the server speaks TLS; used when server.ssl.certificate is not
 *     set
 * @param keyFile the certificate's private key (PEM); used when server.ssl.certificate-private-key is not set
 * @param database which database keeps everything: postgres, or else the embedded one; used when
 *     spring.datasource.url is not set
 * @param dbServer where PostgreSQL listens, localhost:5432 when empty; its database is called zwibbler
 * @param dbUser the user of PostgreSQL
 * @param dbPassword the user's password
 */
@ConfigurationProperties("coterie.zwibbler")
public record ZwibblerProperties(
        @Name("access") @Nullable Access explicitAccess,
        @DefaultValue("") String configFile,
        @DefaultValue("") String secretUser,
        @DefaultValue("") String secretPassword,
        @DefaultValue("") String jwtKey,
        @DefaultValue("false") boolean jwtKeyIsBase64,
        @Nullable URI webhook,
        @DefaultValue("10s") Duration webhookTimeout,
        @DefaultValue("5") int webhookAttempts,
        @DefaultValue("1000") int webhookQueue,
        @DefaultValue("never") Expiration expiration,
        @DefaultValue("true") boolean compression,
        @DefaultValue("64MB") DataSize maxMessageSize,
        @DefaultValue("10000") int maxKeys,
        @DefaultValue("512") int maxKeyName,
        @DefaultValue("1MB") DataSize maxValueSize,
        @DefaultValue("30s") Duration initTimeout,
        @DefaultValue("256MB") DataSize maxUploadSize,
        @DefaultValue("60s") Duration requestTimeout,
        @DefaultValue("") String serverBindAddress,
        @Nullable Integer serverPort,
        @DefaultValue("") String certFile,
        @DefaultValue("") String keyFile,
        @DefaultValue("") String database,
        @DefaultValue List<String> dbServer,
        @DefaultValue("") String dbUser,
        @DefaultValue("") String dbPassword) {

    public ZwibblerProperties {
        if (explicitAccess == Access.JWT && jwtKey.isEmpty()) {
            throw new IllegalArgumentException("coterie.zwibbler.access=jwt needs coterie.zwibbler.jwt-key");
        }
        if (jwtKeyIsBase64 && !isBase64(jwtKey)) {
            throw new IllegalArgumentException("coterie.zwibbler.jwt-key is not base64");
        }
        if (webhookAttempts < 1 || webhookQueue < 1) {
            throw new IllegalArgumentException("webhook-attempts and webhook-queue must be 1 or more");
        }
    }

    private static boolean isBase64(String key) {
        try {
            return Base64.getDecoder().decode(key) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Who may open boards. */
    public Access access() {
        if (explicitAccess != null) {
            return explicitAccess;
        }
        return jwtKey.isEmpty() ? Access.SIGNED_IN : Access.JWT;
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "ZwibblerProperties[access=" + access() + "]";
    }
}
