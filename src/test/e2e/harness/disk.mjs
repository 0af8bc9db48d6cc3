import convergence from "@convergence/convergence";

const { ModelPermissions } = convergence;

/**
 * What a client has stored, and what outlives it: the content of the client's own store in IndexedDB, in memory. Hand
 * `storage()` to a client; the one that had it before stands there without, as after a crash.
 */
export class Disk {
    models = new Map();
    creations = new Map();
    users = new Map();
    sessions = new Map();
    #storage = null;

    storage() {
        this.#storage?.unplug();
        this.#storage = new DiskStorage(this);
        return this.#storage;
    }
}

class DiskStorage {
    #disk;
    #models;
    #identities;
    #disposed = false;

    constructor(disk) {
        this.#disk = disk;
    }

    adapterId() {
        return "in memory";
    }

    async initialize(namespace, domainId, username) {
        this.owner = `${namespace}/${domainId}/${username}`;
        this.#models = new Models(this.#disk);
        this.#identities = new Identities(this.#disk);
    }

    isInitialized() {
        return this.#models !== undefined;
    }

    modelStore() {
        return this.#models;
    }

    identityStore() {
        return this.#identities;
    }

    dispose() {
        this.#disposed = true;
    }

    isDisposed() {
        return this.#disposed;
    }

    destroy() {
        this.dispose();
        ["models", "creations", "users", "sessions"].forEach((part) => this.#disk[part].clear());
    }

    /** From now on nothing is written any more. */
    unplug() {
        this.#models?.unplug();
        this.#identities?.unplug();
    }
}

class Store {
    #plugged = true;

    unplug() {
        this.#plugged = false;
    }

    /** Does something at once, all of it, later: nothing else comes between. */
    async at(work) {
        await undefined;
        if (!this.#plugged) {
            return new Promise(() => {});
        }
        const result = work();
        return result === undefined || result === null ? result : copy(result);
    }
}

class Identities extends Store {
    #disk;

    constructor(disk) {
        super();
        this.#disk = disk;
    }

    putUser(user) {
        return this.at(() => void this.#disk.users.set(user.userId.toGuid(), user));
    }

    async getUsers() {
        return [...this.#disk.users.values()];
    }

    putSession(sessionId, userId) {
        return this.at(() => void this.#disk.sessions.set(sessionId, userId));
    }

    async getSessions() {
        return new Map(this.#disk.sessions);
    }
}

class Models extends Store {
    #disk;

    constructor(disk) {
        super();
        this.#disk = disk;
    }

    initiateModelCreation(creation) {
        return this.at(() => {
            if (this.#disk.models.get(creation.modelId)?.available) {
                throw new Error(`There is a model ${creation.modelId} already`);
            }
            this.#disk.creations.set(creation.modelId, copy(creation));
            return meta(
                this.#put({
                    modelId: creation.modelId,
                    collection: creation.collection,
                    valueIdPrefix: { prefix: creation.valueIdPrefix, increment: 0 },
                    version: 1,
                    lastSequenceNumber: 0,
                    createdTime: creation.createdTime,
                    modifiedTime: creation.createdTime,
                    permissions: { read: true, write: true, remove: true, manage: true },
                    local: true,
                    snapshot: {
                        version: 1,
                        sequenceNumber: 0,
                        data: creation.initialData,
                        localOperations: [],
                        serverOperations: [],
                    },
                }),
            );
        });
    }

    getModelCreationData(modelId) {
        return this.at(() => this.#disk.creations.get(modelId) ?? null);
    }

    completeModelCreation(modelId) {
        return this.at(() => {
            if (!this.#disk.creations.delete(modelId)) {
                throw new Error(`${modelId} is not being created`);
            }
            Object.assign(this.#disk.models.get(modelId), { available: true, created: false });
        });
    }

    initiateModelDeletion(modelId) {
        return this.at(() => {
            const { created, deleted } = this.#known(modelId);
            this.#disk.creations.delete(modelId);
            this.#disk.models.set(modelId, { ...nothing(modelId), deleted: deleted || !created });
        });
    }

    completeModelDeletion(modelId) {
        return this.at(() => {
            if (this.#disk.models.has(modelId)) {
                this.#disk.models.get(modelId).deleted = false;
            }
        });
    }

    deleteModels(modelIds) {
        return this.at(() => {
            for (const modelId of modelIds) {
                this.#disk.models.delete(modelId);
                this.#disk.creations.delete(modelId);
            }
        });
    }

    modelMetaDataExists(modelId) {
        return this.at(() => this.#disk.models.has(modelId));
    }

    getModelMetaData(modelId) {
        return this.at(() => this.#disk.models.has(modelId) ? meta(this.#disk.models.get(modelId)) : null).then(
            awakened,
        );
    }

    getAllModelMetaData() {
        return this.#all(() => true);
    }

    getModelsRequiringSync() {
        return this.#all(needsSync);
    }

    getSubscribedModels() {
        return this.#all((model) => model.subscribed);
    }

    updateSubscriptions(added, removed) {
        return this.at(() => {
            removed.forEach((id) => this.#disk.models.has(id) && (this.#disk.models.get(id).subscribed = false));
            added.forEach((id) => {
                this.#disk.models.set(id, { ...(this.#disk.models.get(id) ?? nothing(id)), subscribed: true });
            });
        });
    }

    setModelState(state) {
        return this.at(() => void this.#put(state));
    }

    getModelState(modelId) {
        return this.at(() => {
            const model = this.#disk.models.get(modelId);
            return model?.available
                ? {
                      modelId,
                      ...model.details,
                      local: model.created,
                      snapshot: {
                          version: model.details.snapshotVersion,
                          sequenceNumber: model.details.snapshotSequenceNumber,
                          data: model.data,
                          localOperations: model.localOperations,
                          serverOperations: model.serverOperations,
                      },
                  }
                : null;
        }).then((state) => state && { ...state, permissions: rights(state.permissions) });
    }

    processOfflineModelUpdate({ modelId, dataUpdate, permissionsUpdate }) {
        return this.at(() => {
            const model = this.#disk.models.get(modelId);
            if (model === undefined) {
                return;
            }
            if (uncommitted(model)) {
                throw new Error(`${modelId} was updated although there are edits of our own`);
            }
            if (dataUpdate) {
                model.overtaken = false;
                const { data, version, createdTime, modifiedTime } = copy(dataUpdate);
                model.data = data;
                model.serverOperations = [];
                Object.assign(model.details, { version, createdTime, modifiedTime, snapshotVersion: version });
                model.details.snapshotSequenceNumber = model.details.lastSequenceNumber;
            }
            if (permissionsUpdate) {
                model.details.permissions = copy(permissionsUpdate);
            }
        });
    }

    processServerOperation(operation, localOperations) {
        return this.at(() => {
            const model = this.#stored(operation.modelId);
            Object.assign(model.details, { version: operation.version + 1, modifiedTime: operation.timestamp });
            model.serverOperations.push(copy(operation));
            model.localOperations = copy(localOperations);
            model.overtaken ||= localOperations.length > 0;
        });
    }

    processLocalOperation(operation) {
        return this.at(() => {
            const model = this.#stored(operation.modelId);
            model.details.lastSequenceNumber = operation.sequenceNumber;
            model.localOperations.push(copy(operation));
        });
    }

    processOperationAck(modelId, sequenceNumber, operation) {
        return this.at(() => {
            const model = this.#stored(modelId);
            Object.assign(model.details, { version: operation.version + 1, modifiedTime: operation.timestamp });
            model.localOperations = model.localOperations.filter((own) => own.sequenceNumber !== sequenceNumber);
            model.serverOperations.push(copy(operation));
        });
    }

    snapshotModel(modelId, version, sequenceNumber, data) {
        return this.at(() => {
            const model = this.#stored(modelId);
            Object.assign(model.details, { snapshotVersion: version, snapshotSequenceNumber: sequenceNumber });
            model.data = copy(data);
            model.serverOperations = [];
        });
    }

    claimValueIdPrefix(modelId) {
        return this.at(() => {
            const { valueIdPrefix } = this.#stored(modelId).details;
            const claimed = { ...valueIdPrefix };
            valueIdPrefix.increment++;
            return claimed;
        });
    }

    #put(state) {
        const { modelId, local, snapshot, ...details } = copy({ ...state, permissions: plain(state.permissions) });
        const before = this.#disk.models.get(modelId);
        const model = {
            ...nothing(modelId),
            subscribed: before?.subscribed ?? false,
            deleted: before?.deleted ?? false,
            available: true,
            created: local,
            details: {
                ...details,
                valueIdPrefix: { increment: 0, ...details.valueIdPrefix },
                snapshotVersion: snapshot.version,
                snapshotSequenceNumber: snapshot.sequenceNumber,
            },
            data: snapshot.data,
            localOperations: snapshot.localOperations,
            serverOperations: snapshot.serverOperations,
        };
        this.#disk.models.set(modelId, model);
        return model;
    }

    #all(wanted) {
        return this.at(() => [...this.#disk.models.values()].filter(wanted).map(meta)).then((found) =>
            found.map(awakened),
        );
    }

    #known(modelId) {
        const model = this.#disk.models.get(modelId);
        if (model === undefined) {
            throw new Error(`${modelId} is not stored`);
        }
        return model;
    }

    #stored(modelId) {
        const model = this.#known(modelId);
        if (model.details === undefined) {
            throw new Error(`The content of ${modelId} is not stored`);
        }
        return model;
    }
}

function nothing(modelId) {
    return {
        modelId,
        subscribed: false,
        available: false,
        deleted: false,
        created: false,
        details: undefined,
        data: undefined,
        localOperations: [],
        serverOperations: [],
    };
}

function uncommitted(model) {
    return model.localOperations.length > 0;
}

function needsSync(model) {
    return model.deleted || model.created || uncommitted(model);
}

function meta(model) {
    const { modelId, subscribed, available, deleted, created, details } = model;
    const state = { uncommitted: uncommitted(model), syncRequired: needsSync(model) };
    return { modelId, subscribed, available, deleted, created, ...state, details };
}

function awakened(stored) {
    return stored?.details
        ? { ...stored, details: { ...stored.details, permissions: rights(stored.details.permissions) } }
        : stored;
}

function rights({ read, write, remove, manage }) {
    return new ModelPermissions(read, write, remove, manage);
}

function plain({ read, write, remove, manage }) {
    return { read, write, remove, manage };
}

function copy(value) {
    return structuredClone(value);
}
