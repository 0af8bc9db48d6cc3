package dev.coterie.account;

/** Sign-up is open, but there is no mail. */
class OpenWithoutMailException extends RuntimeException {}
