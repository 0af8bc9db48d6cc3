package dev.coterie.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

import com.google.protobuf.CodedOutputStream;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.ArrayInsertOperationData;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationData;

/**
 * A copy of a large model: of its only writer, who inserts one piece after the other, or of somebody who reads it.
 * Confined to the event loop.
 */
final class LargeCopy implements SharedCopy {

    private final OpenRealtimeModelResponseMessage opened;
    private final LargeData data;
    private final long jsonBytes;
    private final List<DataValue> added = new ArrayList<>();
    private long version;
    private int inFlight;

    /** @param jsonBytes that the writer adds; none for a reader */
    LargeCopy(OpenRealtimeModelResponseMessage opened, long jsonBytes, SplittableRandom random) {
        this.opened = opened;
        this.jsonBytes = jsonBytes;
        this.version = opened.getVersion();
        this.data = new LargeData(random, opened.getValueIdPrefix());
    }

    /** How long the answer was that it was made of. */
    int answerBytes() {
        return opened.getSerializedSize();
    }

    OpenRealtimeModelResponseMessage answer() {
        return opened;
    }

    /** What was added. */
    LargeData data() {
        return data;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public @Nullable OperationData edit() {
        if (data.jsonBytes() >= jsonBytes) {
            return null;
        }
        DataValue piece = data.piece();
        ArrayInsertOperationData insert = ArrayInsertOperationData.newBuilder()
                .setId(LargeData.ARRAY_ID)
                .setIndex(added.size())
                .setValue(piece)
                .build();
        added.add(piece);
        inFlight++;
        return OperationData.newBuilder()
                .setDiscreteOperation(DiscreteOperationData.newBuilder().setArrayInsertOperation(insert))
                .build();
    }

    @Override
    public void acknowledged(long at) {
        if (at != version || inFlight == 0) {
            throw new IllegalStateException("an acknowledgement of version " + at + " at version " + version);
        }
        version++;
        inFlight--;
    }

    @Override
    public void remote(long at, OperationData operation) {
        throw new IllegalStateException("somebody else writes into the large model");
    }

    /** A digest of all values with their ids. */
    @Override
    public String content() {
        return digest(added.isEmpty() ? opened.getData() : LargeData.model(added));
    }

    private static String digest(ObjectValue root) {
        try {
            byte[] bytes = new byte[root.getSerializedSize()];
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            output.useDeterministicSerialization();
            root.writeTo(output);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
