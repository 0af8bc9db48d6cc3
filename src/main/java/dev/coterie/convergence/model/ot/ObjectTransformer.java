package dev.coterie.convergence.model.ot;

import dev.coterie.convergence.model.ot.Transformed.Steps;

/** The rules for objects. Pure functions. */
final class ObjectTransformer {

    private ObjectTransformer() {}

    /** Transforms two effective steps on one object. */
    static Steps transform(ObjectOperation server, ObjectOperation client) {
        if (server instanceof PropertyOperation s && client instanceof PropertyOperation c) {
            return s.key().equals(c.key()) ? transformSameProperty(s, c) : new Steps(s, c);
        }
        Steps unchanged = new Steps(server, client);
        if (server instanceof ObjectSet s && client instanceof ObjectSet c) {
            return s.values().equals(c.values()) ? unchanged.bothNoOp() : unchanged.clientNoOp();
        }
        return server instanceof ObjectSet ? unchanged.clientNoOp() : unchanged.serverNoOp();
    }

    private static Steps transformSameProperty(PropertyOperation server, PropertyOperation client) {
        Steps unchanged = new Steps(server, client);
        if (server instanceof ObjectAddProperty s && client instanceof ObjectAddProperty) {
            return new Steps(s.asSetProperty(), client.asNoOp());
        }
        if (server instanceof ObjectSetProperty s) {
            if (client instanceof ObjectRemoveProperty) {
                return new Steps(s.asAddProperty(), client.asNoOp());
            }
            if (client instanceof ObjectSetProperty) {
                return unchanged.clientNoOp();
            }
        }
        if (server instanceof ObjectRemoveProperty) {
            if (client instanceof ObjectRemoveProperty) {
                return unchanged.bothNoOp();
            }
            if (client instanceof ObjectSetProperty c) {
                return new Steps(server.asNoOp(), c.asAddProperty());
            }
        }
        // An addition beside a step that needs the property: never made from one state, so left to the application.
        return unchanged;
    }
}
