package dev.coterie.bench;

import java.util.SplittableRandom;

/**
 * Somebody at a keyboard: types at a place, now and then deletes, now and then goes elsewhere. Keeps to whole code
 * points and the text to a bounded length. Confined to the event loop.
 */
final class Typist implements EditSource {

    private static final int TARGET_LENGTH = 8_000;
    private static final String[] RARE = {"é", "界", "😀", "\n", "\t", "  "};

    private final SplittableRandom random;
    private int place;

    Typist(SplittableRandom random) {
        this.random = random;
    }

    @Override
    public Splice next(CharSequence text) {
        int length = text.length();
        if (place > length || random.nextInt(50) == 0) {
            place = random.nextInt(length + 1);
        }
        place = wholeCodePoint(text, place);
        boolean crowded = length > TARGET_LENGTH;
        if (place > 0 && random.nextInt(100) < (crowded ? 60 : 15)) {
            int from = wholeCodePoint(text, place - (crowded ? Math.min(place, 8) : 1));
            int count = place - from;
            place = from;
            return Splice.remove(from, count);
        }
        String typed = random.nextInt(40) == 0
                ? RARE[random.nextInt(RARE.length)]
                : String.valueOf((char) ('a' + random.nextInt(26)));
        Splice splice = Splice.insert(place, typed);
        place += typed.length();
        return splice;
    }

    private static int wholeCodePoint(CharSequence text, int index) {
        boolean inside = index > 0
                && index < text.length()
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return inside ? index - 1 : index;
    }
}
