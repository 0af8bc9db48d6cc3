package dev.coterie.admin;

import java.util.List;

/**
 * The list of connections with the search that led to it. Immutable.
 *
 * @param page from 1
 */
record LiveList(LiveFilter filter, List<LiveRow> rows, int total, int page, int pages) {

    public String pageLink(int number) {
        return filter.link(number);
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }
}
