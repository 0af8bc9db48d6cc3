package dev.coterie.account;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/** What was done on the admin site: written with the change, in its transaction where
 * there is one; never changed. Thread-safe. */
@Component
@PreAuthorize("hasRole('STAFF')")
public class AdminLog {

    private static final Logger log = LoggerFactory.getLogger(AdminLog.class);

    private final AdminEntryRepository entries;
    private final AccountTime time;

    AdminLog(AdminEntryRepository entries, AccountTime time) {
        this.entries = entries;
        this.time = time;
    }

    /** The newest entries, the newest first. */
    public List<AdminEntry> newest(int limit) {
        return entries.findByOrderByIdDesc(Limit.of(limit)).stream()
                .map(AdminEntryEntity::toEntry)
                .toList();
    }

    /** What was done to one object, the newest first. */
    public List<AdminEntry> of(AdminEntry.Kind kind, long objectId, int limit) {
        return entries.findByKindAndObjectIdOrderByIdDesc(kind, objectId, Limit.of(limit)).stream()
                .map(AdminEntryEntity::toEntry)
                .toList();
    }

    /**
     * Notes what was done to something that is not kept with the accounts, after it was done.
     *
     * @param objectName any text; what is too long is cut off
     */
    public void note(Account actor, AdminAction action, AdminEntry.Kind kind, long objectId, String objectName) {
        write(actor, action, kind, objectId, Names.clean(objectName, Names.NAME_LENGTH));
    }

    void write(Account actor, AdminAction action, AdminEntry.Kind kind, long objectId, String objectName) {
        entries.save(new AdminEntryEntity(time.now(), actor.username(), action, kind, objectId, objectName));
        log.atInfo()
                .addKeyValue("actor", actor.id())
                .addKeyValue("action", action)
                .addKeyValue("kind", kind)
                .addKeyValue("object", objectId)
                .log("Administration");
    }
}
