package dev.coterie.convergence.model;

import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.wire.model.ModelPermissionsData;

/** What somebody may do with a model (section 5.7 of the protocol). Immutable. */
record Rights(boolean read, boolean write, boolean remove, boolean manage) {

    static final Rights ALL = new Rights(true, true, true, true);

    static Rights of(ModelPermissionsData data) {
        return new Rights(data.getRead(), data.getWrite(), data.getRemove(), data.getManage());
    }

    /** In models of a collection. */
    static Rights of(CollectionRights rights) {
        return new Rights(rights.read(), rights.write(), rights.remove(), rights.manage());
    }

    /** The same of a model that nobody may change. */
    Rights readOnly() {
        return new Rights(read, false, false, manage);
    }

    ModelPermissionsData wire() {
        return ModelPermissionsData.newBuilder()
                .setRead(read)
                .setWrite(write)
                .setRemove(remove)
                .setManage(manage)
                .build();
    }
}
