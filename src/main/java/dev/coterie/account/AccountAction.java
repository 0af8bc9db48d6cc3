package dev.coterie.account;

/** What can be done to accounts as they are, to many at once as well. */
public enum AccountAction {
    ACTIVATE(Permission.USERS_CHANGE),
    DEACTIVATE(Permission.USERS_CHANGE),
    LOG_OUT(Permission.USERS_CHANGE),
    DELETE(Permission.USERS_DELETE);

    private final Permission permission;

    AccountAction(Permission permission) {
        this.permission = permission;
    }

    /** What it takes to do it. */
    public Permission permission() {
        return permission;
    }
}
