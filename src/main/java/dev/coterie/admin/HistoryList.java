package dev.coterie.admin;

import java.util.List;

import org.springframework.data.domain.Page;

/**
 * A page of what was done to an object. Immutable.
 *
 * @param page from 1
 */
record HistoryList(List<HistoryRow> rows, long total, int page, int pages) {

    static HistoryList of(Page<HistoryRow> page) {
        return new HistoryList(page.getContent(), page.getTotalElements(), page.getNumber() + 1, page.getTotalPages());
    }

    public String pageLink(int number) {
        return new QueryString().page(number).text();
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }
}
