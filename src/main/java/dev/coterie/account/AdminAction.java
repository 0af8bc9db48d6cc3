package dev.coterie.account;

/** What can be done to something. */
public enum AdminAction {
    ADDED,
    CHANGED,
    /** Gone for good, or into the trash where there is one. */
    DELETED,
    ACTIVATED,
    DEACTIVATED,
    PASSWORD_SET,
    PASSWORD_RESET,
    /** No password opens the account any more. */
    PASSWORD_REMOVED,
    /** A link was made by which somebody sets a new password once. */
    LINK_MADE,
    LOGGED_OUT,
    MEMBER_ADDED,
    MEMBER_REMOVED,
    TOKEN_ADDED,
    TOKEN_REMOVED,
    SIGNED_UP,
    IMPORTED,
    /** An account of a sign-in service opens an account here from now on, or no longer. */
    IDENTITY_LINKED,
    IDENTITY_UNLINKED,
    RENAMED,
    MADE_READ_ONLY,
    MADE_WRITABLE,
    /** Content is what it was before. */
    VERSION_RESTORED,
    /** Out of the trash. */
    RESTORED,
    /** Deleted for good, out of the trash. */
    PURGED,
    /** Ended what somebody had open. */
    ENDED,
    ROTATED,
    /** An old key counts no longer. */
    FORGOTTEN,
    UNLOCKED
}
