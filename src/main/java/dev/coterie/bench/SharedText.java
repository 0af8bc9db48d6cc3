package dev.coterie.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One client's copy of a shared text: what the server has committed and, on top, what this client has sent and not yet
 * seen acknowledged. Confined to the event loop.
 */
final class SharedText {

    private final StringBuilder text;
    private final List<Splice> inFlight = new ArrayList<>();
    private long version;

    SharedText(String text, long version) {
        this.text = new StringBuilder(text);
        this.version = version;
    }

    /** The server's version that this text has seen. */
    long version() {
        return version;
    }

    int inFlight() {
        return inFlight.size();
    }

    CharSequence text() {
        return text;
    }

    /** Applies an own edit, which is then in flight. */
    void edit(Splice splice) {
        splice.applyTo(text);
        inFlight.add(splice);
    }

    /** Takes the server's word that the oldest edit in flight was committed on top of {@code at}. */
    void acknowledged(long at) {
        expect(at);
        if (inFlight.isEmpty()) {
            throw new IllegalStateException("an acknowledgement of nothing at version " + at);
        }
        inFlight.remove(0);
        version++;
    }

    /** Applies somebody else's operation, one or several splices that were committed on top of {@code at}. */
    void remote(long at, List<Splice> splices) {
        expect(at);
        for (Splice splice : splices) {
            Splice server = splice;
            for (int i = 0; i < inFlight.size(); i++) {
                Splice mine = inFlight.get(i);
                inFlight.set(i, SpliceTransform.client(server, mine));
                server = SpliceTransform.server(server, mine);
            }
            server.applyTo(text);
        }
        version++;
    }

    private void expect(long at) {
        if (at != version) {
            throw new IllegalStateException("version " + at + " came where " + version + " was due");
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
