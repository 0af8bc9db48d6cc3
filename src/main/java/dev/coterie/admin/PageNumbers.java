package dev.coterie.admin;

import java.util.List;
import java.util.stream.IntStream;

/** Which pages of a long list are offered: the first, the last and those around the one that is shown. Stateless. */
final class PageNumbers {

    private static final int AROUND = 2;

    private PageNumbers() {}

    /** @return 0 stands for a gap */
    static List<Integer> around(int page, int pages) {
        int[] numbers = IntStream.rangeClosed(1, pages)
                .filter(number -> number == 1 || number == pages || Math.abs(number - page) <= AROUND)
                .toArray();
        return IntStream.range(0, numbers.length)
                .boxed()
                .flatMapToInt(index -> index > 0 && numbers[index] > numbers[index - 1] + 1
                        ? IntStream.of(0, numbers[index])
                        : IntStream.of(numbers[index]))
                .boxed()
                .toList();
    }

    /** Anybody can write anything into an address: what is no number is the first page. */
    static int read(String page) {
        try {
            return Integer.parseInt(page);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
