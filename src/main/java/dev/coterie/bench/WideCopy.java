package dev.coterie.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationData;

/** One client's copy of a wide object, which it edits at random. Confined to the event loop. */
final class WideCopy implements SharedCopy {

    private final Map<String, WideCell> byKey = new HashMap<>();
    private final Map<String, WideCell> byId = new HashMap<>();
    private final List<WideStep> inFlight = new ArrayList<>();
    private final WideEditor editor;
    private long version;

    WideCopy(OpenRealtimeModelResponseMessage opened, SplittableRandom random) {
        opened.getData().getChildrenMap().forEach((key, value) -> put(key, WideCell.of(value)));
        this.version = opened.getVersion();
        this.editor = new WideEditor(random, opened.getValueIdPrefix());
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int inFlight() {
        return inFlight.size();
    }

    @Override
    public OperationData edit() {
        WideStep step = editor.next(byKey);
        apply(step);
        inFlight.add(step);
        return step.wire();
    }

    @Override
    public void acknowledged(long at) {
        expect(at);
        if (inFlight.isEmpty()) {
            throw new IllegalStateException("an acknowledgement of nothing at version " + at);
        }
        inFlight.remove(0);
        version++;
    }

    @Override
    public void remote(long at, OperationData operation) {
        expect(at);
        WideStep server = WideStep.of(operation);
        for (int i = 0; i < inFlight.size(); i++) {
            WideTransform.Pair pair = WideTransform.transform(server, inFlight.get(i));
            inFlight.set(i, pair.client());
            server = pair.server();
        }
        apply(server);
        version++;
    }

    private void expect(long at) {
        if (at != version) {
            throw new IllegalStateException("version " + at + " came where " + version + " was due");
        }
    }

    private void apply(WideStep step) {
        if (step instanceof WideStep.Property property && !property.noOp()) {
            apply(property);
        } else if (step instanceof WideStep.Text text) {
            // A value that is gone here is gone for all, once everything has arrived.
            @Nullable WideCell cell = byId.get(text.id());
            if (cell != null && cell.text() != null) {
                text.splice().applyTo(cell.text());
            }
        } else if (step instanceof WideStep.Number number && !number.noOp()) {
            @Nullable WideCell cell = byId.get(number.id());
            if (cell != null) {
                cell.add(number.delta());
            }
        }
    }

    private void apply(WideStep.Property step) {
        WideCell old = byKey.remove(step.key());
        if ((old == null) != (step.change() == WideStep.Change.ADD)) {
            throw new IllegalStateException("version " + version + " does not fit: " + step);
        }
        if (old != null) {
            byId.remove(old.id());
        }
        if (step.change() != WideStep.Change.REMOVE) {
            put(step.key(), WideCell.of(step.value()));
        }
    }

    private void put(String key, WideCell cell) {
        byKey.put(key, cell);
        byId.put(cell.id(), cell);
    }

    @Override
    public String content() {
        return new TreeMap<>(byKey).toString();
    }
}
