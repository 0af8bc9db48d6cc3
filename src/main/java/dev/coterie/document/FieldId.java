package dev.coterie.document;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A field of the documents of one kind and collection: a hash of its path, for names may be of any length and hold
 * characters that databases do not keep. Immutable.
 */
public record FieldId(UUID value) {

    private static final byte COLLECTION = 0;
    private static final byte NAME = 1;
    private static final byte ELEMENT = 2;
    private static final byte FACT = 3;

    /** What the fields of a collection's documents begin with. */
    public static FieldId root(String kind, String collection) {
        return new FieldId(new UUID(0, 0)).child(COLLECTION, kind).child(COLLECTION, collection);
    }

    /** A field of an object. */
    public FieldId named(String name) {
        return child(NAME, name);
    }

    /** An element of a list. */
    public FieldId element(long index) {
        return child(ELEMENT, Long.toString(index));
    }

    /** What is known of a document besides what it holds. */
    public FieldId fact(String name) {
        return child(FACT, name);
    }

    private FieldId child(byte type, String name) {
        ByteBuffer content = ByteBuffer.allocate(2 * Long.BYTES + 1 + Character.BYTES * name.length())
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .put(type);
        for (int i = 0; i < name.length(); i++) {
            content.putChar(name.charAt(i));
        }
        return new FieldId(hash(content.array()));
    }

    /** 128 bits: whoever looks for two paths that fall together has 2^64 to try. */
    static UUID hash(byte[] content) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
