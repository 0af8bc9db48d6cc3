package dev.coterie.admin;

import java.util.List;
import java.util.Map;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list of boards with the search that led to it. Immutable.
 *
 * @param page from 1
 */
record BoardList(Filter filter, List<BoardRow> rows, long total, int page, int pages) {

    static BoardList of(Filter filter, List<BoardRow> rows, long total) {
        long pages = (total + Filter.PAGE_SIZE - 1) / Filter.PAGE_SIZE;
        return new BoardList(filter, rows, total, filter.page(), Math.toIntExact(Math.min(pages, Filter.MAX_PAGE)));
    }

    public String pageLink(int number) {
        return filter.link(number);
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }

    /**
     * What was asked for.
     *
     * @param q a part of the name
     * @param page from 1
     */
    record Filter(String q, int page) {

        static final int PAGE_SIZE = 25;

        /** Anybody can write anything into an address; the offset stays an int. */
        static final int MAX_PAGE = 1_000_000;

        Filter {
            page = Math.min(Math.max(page, 1), MAX_PAGE);
        }

        int offset() {
            return (page - 1) * PAGE_SIZE;
        }

        public boolean narrows() {
            return !q.isEmpty();
        }

        String link(int number) {
            UriComponentsBuilder link = UriComponentsBuilder.newInstance();
            if (!q.isEmpty()) {
                link.queryParam("q", "{q}").uriVariables(Map.of("q", q));
            }
            if (number != 1) {
                link.queryParam("page", number);
            }
            String query = link.encode().build().toUriString();
            return query.isEmpty() ? "?" : query;
        }
    }
}
