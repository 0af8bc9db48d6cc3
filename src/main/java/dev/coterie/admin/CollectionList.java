package dev.coterie.admin;

import java.util.List;

import dev.coterie.document.CollectionCatalog;

/**
 * Some of the collections, with the filter that led to them. Immutable.
 *
 * @param page from 1
 */
record CollectionList(Filter filter, List<CollectionRow> rows, long total, int page, int pages) {

    static final int PAGE_SIZE = 25;

    static CollectionList of(Filter filter, CollectionCatalog.Page found) {
        long pages = (found.total() + PAGE_SIZE - 1) / PAGE_SIZE;
        return new CollectionList(
                filter,
                found.collections().stream().map(CollectionRow::of).toList(),
                found.total(),
                filter.page(),
                Math.toIntExact(Math.min(pages, Filter.MAX_PAGE)));
    }

    public String pageLink(int number) {
        return new QueryString().with("q", filter.q()).page(number).text();
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }

    /**
     * What was asked for. Immutable.
     *
     * @param page from 1
     */
    record Filter(String q, int page) {

        /** Anybody can write anything into an address; the offset stays an int. */
        private static final int MAX_PAGE = 1_000_000;

        Filter {
            page = Math.min(Math.max(page, 1), MAX_PAGE);
        }

        public String sort() {
            return "";
        }

        public boolean narrows() {
            return !q.isBlank();
        }
    }
}
