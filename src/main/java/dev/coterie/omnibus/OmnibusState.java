package dev.coterie.omnibus;

/** How far the registration of our key at the external server is. */
enum OmnibusState {
    WAITING_FOR_SERVER("waiting for server"),
    WRONG_ADMIN_PASSWORD("wrong admin password"),
    REGISTERING("registering"),
    READY("ready");

    private final String text;

    OmnibusState(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
