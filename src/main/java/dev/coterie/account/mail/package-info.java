/** Letters to people: what they say, and getting them to an SMTP server. */
@org.jspecify.annotations.NullMarked
package dev.coterie.account.mail;
