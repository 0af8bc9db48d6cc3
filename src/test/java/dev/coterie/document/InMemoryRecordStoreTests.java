package dev.coterie.document;

class InMemoryRecordStoreTests extends RecordStoreConformance {

    private final MovableClock clock = new MovableClock();
    private final InMemoryRecordStore store = new InMemoryRecordStore(clock);

    @Override
    RecordStore store() {
        return store;
    }

    @Override
    MovableClock clock() {
        return clock;
    }
}
