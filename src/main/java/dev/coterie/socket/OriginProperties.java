package dev.coterie.socket;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may open web sockets here. Immutable.
 *
 * @param allowedOrigins origins beside our own, exactly as browsers send them ({@code https://host:port}, no path);
 *     {@code *} allows every page
 */
@ConfigurationProperties("coterie")
public record OriginProperties(@DefaultValue List<String> allowedOrigins) {}
