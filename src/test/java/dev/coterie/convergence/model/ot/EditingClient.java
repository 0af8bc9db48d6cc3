package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The data of a client and its operations under way, as the client (1.0.0-rc.12) keeps them; throws on what the client
 * would not survive. For tests of what is between such clients. Not thread-safe.
 */
public final class EditingClient {

    private final ModelData data;
    private final RandomOperations edits;
    private List<InFlight> inFlight = new ArrayList<>();
    private long contextVersion;
    private int sequenceNumber;

    public EditingClient(ObjectValue initial, long version, RandomGenerator random, String prefix) {
        data = new ModelData(initial, ModelLimits.DEFAULT);
        contextVersion = version;
        edits = new RandomOperations(random, prefix);
    }

    /** An operation that was not acknowledged yet. */
    public record InFlight(int sequenceNumber, long contextVersion, Operation operation) {}

    /** Data with a value of each kind. */
    public static ObjectValue sampleData() {
        return RandomOperations.initialData();
    }

    /** Makes an edit at random. */
    public InFlight edit() {
        return sent(edits.edit(data));
    }

    /** Makes a certain edit. */
    public InFlight edit(Operation operation) {
        TestModels.apply(data, operation);
        return sent(operation);
    }

    private InFlight sent(Operation operation) {
        InFlight sent = new InFlight(++sequenceNumber, contextVersion, operation);
        inFlight.add(sent);
        return sent;
    }

    public void acknowledged(int number, long version) {
        require(version == contextVersion, "an ack for version " + version + " at " + contextVersion);
        require(!inFlight.isEmpty(), "an ack with nothing under way");
        InFlight first = inFlight.remove(0);
        require(first.sequenceNumber() == number, "an ack for " + number + ", not " + first.sequenceNumber());
        contextVersion++;
    }

    /** Takes an operation of somebody else, and returns it as it was applied. */
    public Operation received(long version, Operation operation) {
        require(version == contextVersion, "an operation on version " + version + " at " + contextVersion);
        contextVersion++;
        Operation remote = operation;
        List<InFlight> rebased = new ArrayList<>();
        for (InFlight own : inFlight) {
            Transformed pair = Transformer.transform(remote, own.operation());
            remote = pair.server();
            rebased.add(new InFlight(own.sequenceNumber(), contextVersion, pair.client()));
        }
        inFlight = rebased;
        for (DiscreteOperation step : remote.steps()) {
            requireThatItCanBeApplied(step);
            TestModels.apply(data, step);
        }
        return remote;
    }

    private void requireThatItCanBeApplied(DiscreteOperation step) {
        require(
                !(step instanceof ObjectSet set) || !set.values().isEmpty(),
                "a set of no properties cannot be decoded");
        if (step instanceof StringSplice splice && !splice.noOp() && data.contains(splice.id())) {
            require(splice.end() <= data.textLength(splice.id()), "a splice beyond the end");
        }
    }

    public long contextVersion() {
        return contextVersion;
    }

    public List<InFlight> inFlight() {
        return List.copyOf(inFlight);
    }

    public int lastSequenceNumber() {
        return sequenceNumber;
    }

    public ObjectValue snapshot() {
        return data.snapshot();
    }

    public boolean contains(String valueId) {
        return data.contains(valueId);
    }

    public boolean isText(String valueId) {
        return data.kindOf(valueId).orElse(ValueKind.NULL) == ValueKind.STRING;
    }

    public boolean isObject(String valueId) {
        return data.kindOf(valueId).orElse(ValueKind.NULL) == ValueKind.OBJECT;
    }

    public int textLength(String valueId) {
        return data.textLength(valueId);
    }

    /** The ids of all texts. */
    public List<String> texts() {
        List<String> ids = new ArrayList<>();
        collect(data.snapshot(), ids);
        return ids;
    }

    private static void collect(DataValue value, List<String> ids) {
        if (value instanceof StringValue) {
            ids.add(value.id());
        } else if (value instanceof ObjectValue object) {
            object.children().values().forEach(child -> collect(child, ids));
        } else if (value instanceof ArrayValue array) {
            array.children().forEach(child -> collect(child, ids));
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
