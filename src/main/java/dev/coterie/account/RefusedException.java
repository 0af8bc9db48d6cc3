package dev.coterie.account;

import java.util.List;
import java.util.stream.Collectors;

/** Nothing was done, for these reasons; there is one at least. */
public class RefusedException extends RuntimeException {

    private final transient List<Refusal> refusals;

    public RefusedException(List<Refusal> refusals) {
        super(refusals.stream().map(refusal -> refusal.reason().name()).collect(Collectors.joining(", ")));
        this.refusals = List.copyOf(refusals);
    }

    RefusedException(Refusal refusal) {
        this(List.of(refusal));
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    /** Throws when there is any. */
    public static void ifAny(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
    }
}
