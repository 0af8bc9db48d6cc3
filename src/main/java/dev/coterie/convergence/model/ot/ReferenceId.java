package dev.coterie.convergence.model.ot;

/**
 * Names a reference.
 *
 * @param session that owns the reference
 * @param valueId that it points into, empty for the model itself
 * @param key chosen by the owner, unique per session and value
 */
public record ReferenceId(String session, String valueId, String key) {

    /** Tells whether the reference belongs to the model itself and not to one of its values. */
    public boolean isOnModel() {
        return valueId.isEmpty();
    }
}
