/** Login over HTTP: who may see which address, the login page and everybody's own account page. */
@org.jspecify.annotations.NullMarked
package dev.coterie.account.web;
