package dev.coterie.admin;

import java.util.List;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;

/** What was done to one object. Thread-safe. */
@Component
class Histories {

    private static final int NEWEST = 10;
    private static final int PAGE_SIZE = 50;
    private static final int MAX_PAGE = 1_000_000;

    private final AdminLog log;
    private final MessageSource messages;

    Histories(AdminLog log, MessageSource messages) {
        this.log = log;
        this.messages = messages;
    }

    /** For the page of the object. */
    List<EntryRow> newest(AdminEntry.Kind kind, long id) {
        return EntryRow.of(log.of(kind, id, NEWEST));
    }

    /**
     * For a page of its own.
     *
     * @param page from 1; as it was written in the address
     */
    HistoryList of(AdminEntry.Kind kind, long id, String page) {
        int number = Math.min(Math.max(PageNumbers.read(page), 1), MAX_PAGE);
        return HistoryList.of(
                log.history(kind, id, number - 1, PAGE_SIZE).map(entry -> HistoryRow.of(entry, messages)));
    }
}
