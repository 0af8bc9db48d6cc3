package dev.coterie.account.django;

/** Something is no hash that a password can be checked against. */
final class FlawedHashException extends Exception {

    private final HashFlaw flaw;

    FlawedHashException(HashFlaw flaw) {
        super(flaw.name());
        this.flaw = flaw;
    }

    HashFlaw flaw() {
        return flaw;
    }

    /** Refuses parameters beyond what is sensible. */
    static void unless(boolean bearable) throws FlawedHashException {
        if (!bearable) {
            throw new FlawedHashException(HashFlaw.TOO_COSTLY);
        }
    }
}
