/** Signing in at a provider of OpenID Connect; nothing of it is loaded while none is configured. */
@org.jspecify.annotations.NullMarked
package dev.coterie.account.web.oidc;
