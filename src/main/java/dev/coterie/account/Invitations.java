package dev.coterie.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.Refusal.Reason;
import dev.coterie.account.mail.Letter;
import dev.coterie.account.mail.Mailing;

/**
 * Links by which people make accounts for themselves, as those see them who make them. Nobody invites into a group that has
 * rights which they do not have. Thread-safe; blocks on the database.
 */
@Component
@PreAuthorize("hasAuthority('USERS_ADD')")
public class Invitations {

    /** So many may use one link at most: it is for a class or a team, not for a town. */
    public static final int MOST_USES = 1000;

    /** So long a link is valid at most. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private final InvitationRepository invitations;
    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final Seniority seniority;
    private final AdminLog adminLog;
    private final AccountTime time;
    private final Mailing mailing;
    private final TransactionTemplate transactions;

    Invitations(
            InvitationRepository invitations,
            AccountRepository accounts,
            GroupRepository groups,
            Seniority seniority,
            AdminLog adminLog,
            AccountTime time,
            Mailing mailing,
            TransactionTemplate transactions) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.groups = groups;
        this.seniority = seniority;
        this.adminLog = adminLog;
        this.time = time;
        this.mailing = mailing;
        this.transactions = transactions;
    }

    /** How many can still be used. */
    public long count() {
        return invitations.countUsable(time.now());
    }

    /** Those that have not expired, the newest first; used up ones among them. */
    @Transactional(readOnly = true)
    public List<Invitation> list() {
        return invitations.findThoseAfter(time.now()).stream()
                .map(InvitationEntity::toInvitation)
                .toList();
    }

    /** The groups that somebody may invite into, by name. */
    @Transactional(readOnly = true)
    public List<GroupSummary> groupsFor(Account actor) {
        Set<Long> own = new HashSet<>();
        groups.findAll().stream()
                .filter(group ->
                        seniority.againstGiving(actor, Set.of(), List.of(group)).isEmpty())
                .forEach(group -> own.add(group.id()));
        return groups.summaries().stream()
                .filter(group -> own.contains(group.id()))
                .toList();
    }

    /** Whether an invitation for an address is mailed there. */
    public boolean mailed() {
        return mailing.on();
    }

    /**
     * Makes an invitation, and mails it when it is for an address and there is mail. It can be had this once only.
     *
     * @param email whom it is for; empty: whoever has it
     * @param groupIds the groups that they join; unknown ones are left out
     * @param uses how many may use it, 1 to {@link #MOST_USES}
     * @param lifetime how long it is valid, at most {@link #LONGEST}
     * @param locale what the mail is written in
     * @return the path and query of the page that takes it
     * @throws RefusedException with the field {@code groups}
     */
    public String make(
            Account actor, String email, Collection<Long> groupIds, int uses, Duration lifetime, Locale locale) {
        if (uses < 1 || uses > MOST_USES || lifetime.isNegative() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Out of range");
        }
        LinkToken token = LinkToken.fresh();
        String to = Names.clean(email, Names.EMAIL_LENGTH);
        transactions.executeWithoutResult(status -> store(actor, token, to, groupIds, uses, lifetime));
        String path = SignUp.PATH + token.text();
        if (!to.isEmpty() && mailing.on()) {
            mailing.send(() -> List.of(new Letter(
                    to,
                    "invitation",
                    List.of(actor.shownName(), mailing.link(path), Lifetime.words(lifetime)),
                    locale)));
        }
        return path;
    }

    private void store(
            Account actor, LinkToken token, String email, Collection<Long> groupIds, int uses, Duration lifetime) {
        Set<GroupEntity> wanted = new HashSet<>(groups.findAllById(groupIds));
        if (!seniority.againstGiving(actor, Set.of(), wanted).isEmpty()) {
            throw new RefusedException(Refusal.of("groups", Reason.NOT_YOURS_TO_GIVE));
        }
        AccountEntity inviter = accounts.findById(actor.id())
                .orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
        Instant now = time.now();
        invitations.forgetBefore(now);
        InvitationEntity made = invitations.save(
                new InvitationEntity(token.hash(), inviter, email, now, now.plus(lifetime), uses, wanted));
        adminLog.note(actor, AdminAction.ADDED, AdminEntry.Kind.INVITATION, made.id(), called(made));
    }

    /** Makes it worthless; whoever has used it stays. */
    public void revoke(Account actor, long id) {
        transactions.executeWithoutResult(status -> invitations.findById(id).ifPresent(invitation -> {
            invitations.delete(invitation);
            adminLog.note(actor, AdminAction.DELETED, AdminEntry.Kind.INVITATION, id, called(invitation));
        }));
    }

    private static String called(InvitationEntity invitation) {
        return invitation.email().isEmpty() ? Objects.toString(invitation.id()) : invitation.email();
    }
}
