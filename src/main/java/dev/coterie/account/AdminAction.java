package dev.coterie.account;

/** What can be done to something on the admin site. */
public enum AdminAction {
    ADDED,
    CHANGED,
    DELETED,
    ACTIVATED,
    DEACTIVATED,
    PASSWORD_SET,
    LOGGED_OUT,
    MEMBER_ADDED,
    MEMBER_REMOVED,
    TOKEN_ADDED,
    TOKEN_REMOVED
}
