package dev.coterie.admin;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A list of documents or boards with the filter that led to it, and the addresses that change a part of it. Immutable.
 *
 * @param page from 1
 */
record DocumentList<R>(DocumentFilter filter, List<R> rows, long total, int page, int pages) {

    static <R> DocumentList<R> of(DocumentFilter filter, List<R> rows, long total) {
        long pages = (total + DocumentFilter.PAGE_SIZE - 1) / DocumentFilter.PAGE_SIZE;
        return new DocumentList<>(
                filter, rows, total, filter.page(), Math.toIntExact(Math.min(pages, DocumentFilter.MAX_PAGE)));
    }

    public String sortLink(String column) {
        return filter.sortLink(column);
    }

    /** What the head of a column says of itself. */
    public @Nullable String ariaSort(String column) {
        if (filter.order().equals(column)) {
            return "ascending";
        }
        return filter.order().equals("-" + column) ? "descending" : null;
    }

    public String pageLink(int number) {
        return filter.link(number);
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }
}
