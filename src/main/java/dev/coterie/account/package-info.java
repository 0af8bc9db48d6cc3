/** Users, groups, passwords, login and the command-line tools for them. */
@org.jspecify.annotations.NullMarked
package dev.coterie.account;
