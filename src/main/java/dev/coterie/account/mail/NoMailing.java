package dev.coterie.account.mail;

import java.util.List;
import java.util.function.Supplier;

/** A server without mail. Immutable. */
class NoMailing implements Mailing {

    @Override
    public boolean on() {
        return false;
    }

    @Override
    public String link(String path) {
        throw new IllegalStateException("There is no mail");
    }

    @Override
    public void send(Supplier<List<Letter>> errand) {
        throw new IllegalStateException("There is no mail");
    }
}
