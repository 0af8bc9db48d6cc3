package dev.coterie.account.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Files that people send to the admin site. Immutable.
 *
 * @param maxSize The largest file
 */
@ConfigurationProperties("coterie.upload")
record UploadProperties(@DefaultValue("100MB") DataSize maxSize) {}
