package dev.coterie.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A row of a snapshot.
 *
 * @param part from 0
 * @param parts how many there are of this snapshot
 * @param checksum CRC-32C of this part
 */
record SnapshotPart(long position, int part, int parts, Instant at, long checksum, byte[] content) {

    static List<SnapshotPart> cut(Snapshot snapshot) {
        List<byte[]> contents = Parts.cut(snapshot.content());
        List<SnapshotPart> rows = new ArrayList<>(contents.size());
        for (byte[] content : contents) {
            rows.add(new SnapshotPart(
                    snapshot.position(), rows.size(), contents.size(), snapshot.at(), checksum(content), content));
        }
        return rows;
    }

    /** Empty when a part is missing or damaged. */
    static Optional<Snapshot> join(List<SnapshotPart> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        SnapshotPart first = rows.get(0);
        boolean whole = rows.size() == first.parts()
                && rows.stream().allMatch(row -> row.checksum() == checksum(row.content()));
        return whole
                ? Optional.of(new Snapshot(
                        first.position(),
                        first.at(),
                        Parts.join(rows.stream().map(SnapshotPart::content).toList())))
                : Optional.empty();
    }

    private static long checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return checksum.getValue();
    }
}
