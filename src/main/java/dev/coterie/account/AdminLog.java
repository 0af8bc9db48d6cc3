package dev.coterie.account;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * Who did what, when and from where: written with the change, in its transaction where there is one; never changed.
 * Thread-safe; blocks on the database.
 */
@Component
public class AdminLog {

    private static final Logger log = LoggerFactory.getLogger(AdminLog.class);

    /** Stands where a username does, and is none. */
    private static final String COMMAND_LINE = "(command line)";

    private final AdminEntryRepository entries;
    private final AccountTime time;

    AdminLog(AdminEntryRepository entries, AccountTime time) {
        this.entries = entries;
        this.time = time;
    }

    /** The newest entries, the newest first. */
    @PreAuthorize("hasRole('STAFF')")
    public List<AdminEntry> newest(int limit) {
        return entries.findByOrderByIdDesc(Limit.of(limit)).stream()
                .map(AdminEntryEntity::toEntry)
                .toList();
    }

    /** The newest entries of one person, the newest first. */
    @PreAuthorize("hasRole('STAFF')")
    public List<AdminEntry> newestOf(String actor, int limit) {
        return entries.findByActorOrderByIdDesc(actor, Limit.of(limit)).stream()
                .map(AdminEntryEntity::toEntry)
                .toList();
    }

    /** What was done to one object, the newest first. */
    @PreAuthorize("hasRole('STAFF')")
    public List<AdminEntry> of(AdminEntry.Kind kind, long objectId, int limit) {
        return entries.findByKindAndObjectIdOrderByIdDesc(kind, objectId, Limit.of(limit)).stream()
                .map(AdminEntryEntity::toEntry)
                .toList();
    }

    /**
     * All that was done to one object, the newest first.
     *
     * @param page from 0
     */
    @PreAuthorize("hasRole('STAFF')")
    public Page<AdminEntry> history(AdminEntry.Kind kind, long objectId, int page, int pageSize) {
        return entries.findByKindAndObjectIdOrderByIdDesc(kind, objectId, PageRequest.of(page, pageSize))
                .map(AdminEntryEntity::toEntry);
    }

    /**
     * Notes what was done.
     *
     * @param objectId 0: the object has no number
     * @param objectName any text; what is too long is cut off
     */
    public void note(Account actor, AdminAction action, AdminEntry.Kind kind, long objectId, String objectName) {
        note(actor, action, kind, objectId, objectName, List.of());
    }

    /** The same, with what became of the object's fields. */
    public void note(
            Account actor,
            AdminAction action,
            AdminEntry.Kind kind,
            long objectId,
            String objectName,
            List<FieldChange> changes) {
        write(actor.username(), action, kind, objectId, objectName, changes);
    }

    /** Notes what was done by whoever owns the machine, from the command line. */
    void noteLocal(AdminAction action, AdminEntry.Kind kind, long objectId, String objectName) {
        write(COMMAND_LINE, action, kind, objectId, objectName, List.of());
    }

    private void write(
            String actor,
            AdminAction action,
            AdminEntry.Kind kind,
            long objectId,
            String objectName,
            List<FieldChange> changes) {
        entries.save(new AdminEntryEntity(
                time.now(),
                actor,
                action,
                kind,
                objectId,
                Names.clean(objectName, Names.NAME_LENGTH),
                RequestAddress.current(),
                changes));
        log.atInfo()
                .addKeyValue("action", action)
                .addKeyValue("kind", kind)
                .addKeyValue("object", objectId)
                .log("Done by a person");
    }
}
