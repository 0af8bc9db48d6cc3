package dev.coterie.admin;

import java.util.List;

import org.springframework.context.MessageSource;
import org.springframework.data.domain.Page;

import dev.coterie.account.AdminEntry;

/**
 * A page of the log with the filter that led to it. Immutable.
 *
 * @param page from 1
 */
record LogList(LogFilter filter, List<LogRow> rows, long total, int page, int pages) {

    static LogList of(LogFilter filter, Page<AdminEntry> page, MessageSource messages) {
        return new LogList(
                filter,
                page.getContent().stream()
                        .map(entry -> LogRow.of(entry, messages))
                        .toList(),
                page.getTotalElements(),
                page.getNumber() + 1,
                page.getTotalPages());
    }

    public String pageLink(int number) {
        return filter.pageLink(number);
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }
}
