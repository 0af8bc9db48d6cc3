package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tells a client what keys are now. */
public record KeyInformation(List<Key> keys) implements ServerMessage {

    private static final int FIXED_BYTES_OF_KEY = 12;

    @Override
    public byte[] encode() {
        List<byte[]> names = new ArrayList<>(keys.size());
        int bytes = MessageType.HEADER_BYTES;
        for (Key key : keys) {
            byte[] name = key.name().getBytes(StandardCharsets.UTF_8);
            names.add(name);
            bytes = Math.addExact(bytes, Math.addExact(FIXED_BYTES_OF_KEY + name.length, key.value().length));
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        out.put((byte) MessageType.KEY_INFORMATION).put((byte) 0);
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            out.putInt((int) key.version()).putInt(names.get(i).length).put(names.get(i));
            out.putInt(key.value().length).put(key.value());
        }
        return out.array();
    }

    static KeyInformation decode(Input in) throws MalformedMessageException {
        List<Key> keys = new ArrayList<>();
        while (in.remaining() > 0) {
            long version = in.unsignedInt();
            String name = in.text(in.unsignedInt());
            keys.add(new Key(name, version, in.bytes(in.unsignedInt())));
        }
        return new KeyInformation(keys);
    }
}
