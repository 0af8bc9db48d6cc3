package dev.coterie.convergence.identity;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccountDirectory;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.identity.GetUsersRequestMessage;
import dev.coterie.convergence.wire.identity.SearchUsersRequestMessage;
import dev.coterie.convergence.wire.identity.UserGroupData;
import dev.coterie.convergence.wire.identity.UserGroupsEntry;
import dev.coterie.convergence.wire.identity.UserGroupsForUsersRequestMessage;
import dev.coterie.convergence.wire.identity.UserGroupsForUsersResponseMessage;
import dev.coterie.convergence.wire.identity.UserGroupsRequestMessage;
import dev.coterie.convergence.wire.identity.UserGroupsResponseMessage;
import dev.coterie.convergence.wire.identity.UserListMessage;

/** Answers what clients ask about users and groups. Thread-safe; nothing blocks. */
@Component
public class IdentityRequests {

    /** Subjects of one request, and results of one search. */
    private static final int MOST = 1000;

    private static final Logger log = LoggerFactory.getLogger(IdentityRequests.class);

    private final Users users;
    private final AccountDirectory accounts;
    private final AccountCalls calls;

    IdentityRequests(Users users, AccountDirectory accounts, AccountCalls calls) {
        this.users = users;
        this.accounts = accounts;
        this.calls = calls;
    }

    /** The encoded reply to an identity request; never fails. */
    public CompletionStage<byte[]> answer(Inbound.Request request) {
        ConvergenceMessage message = request.message();
        CompletionStage<ConvergenceMessage.Builder> body = switch (message.getBodyCase()) {
            case USERSGETREQUEST -> get(message.getUsersGetRequest());
            case USERSEARCHREQUEST -> search(message.getUserSearchRequest());
            case USERGROUPSREQUEST -> groups(message.getUserGroupsRequest());
            case USERGROUPSFORUSERSREQUEST -> groupsForUsers(message.getUserGroupsForUsersRequest());
            default -> throw new IllegalArgumentException("no identity request");
        };
        return body.handle(
                (reply, failure) -> failure == null ? Frames.reply(request.id(), reply) : error(request.id(), failure));
    }

    private CompletionStage<ConvergenceMessage.Builder> get(GetUsersRequestMessage request) {
        if (request.getUserIdsCount() > MOST) {
            return tooMany();
        }
        List<UserKey> wanted = request.getUserIdsList().stream()
                .flatMap(id -> DomainUsers.key(id).stream())
                .distinct()
                .toList();
        return users.find(wanted)
                .thenApply(found -> userList(
                        wanted.stream().map(found::get).filter(Objects::nonNull).toList()));
    }

    private CompletionStage<ConvergenceMessage.Builder> search(SearchUsersRequestMessage request) {
        return calls.lookUp(() -> userList(UserSearch.of(request, MOST)
                .map(search -> search.in(accounts).stream().map(DomainUsers::of).toList())
                .orElseGet(List::of)));
    }

    private CompletionStage<ConvergenceMessage.Builder> groups(UserGroupsRequestMessage request) {
        return limited(request.getIdsCount(), () -> {
            UserGroupsResponseMessage.Builder reply = UserGroupsResponseMessage.newBuilder();
            request.getIdsList().forEach(id -> reply.addGroupData(group(id)));
            return ConvergenceMessage.newBuilder().setUserGroupsResponse(reply);
        });
    }

    private UserGroupData group(String id) {
        List<String> members = accounts.membersOf(id)
                .orElseThrow(() -> new RequestRefusedException(
                        ErrorCode.GROUP_NOT_FOUND, "There is no such group", Map.of("id", JsonValues.of(id))));
        UserGroupData.Builder group = UserGroupData.newBuilder().setId(id).setDescription(id);
        members.forEach(name -> group.addMembers(DomainUsers.id(new UserKey(UserType.NORMAL, name))));
        return group.build();
    }

    private CompletionStage<ConvergenceMessage.Builder> groupsForUsers(UserGroupsForUsersRequestMessage request) {
        return limited(request.getUsersCount(), () -> {
            UserGroupsForUsersResponseMessage.Builder reply = UserGroupsForUsersResponseMessage.newBuilder();
            request.getUsersList().forEach(user -> reply.addUserGroups(groupsOf(user)));
            return ConvergenceMessage.newBuilder().setUserGroupsForUsersResponse(reply);
        });
    }

    private UserGroupsEntry groupsOf(DomainUserIdData user) {
        UserGroupsEntry.Builder entry = UserGroupsEntry.newBuilder().setUser(user);
        boolean normal = DomainUsers.key(user)
                .filter(key -> key.type() == UserType.NORMAL)
                .isPresent();
        if (!normal || accounts.find(user.getUsername()).isEmpty()) {
            throw new RequestRefusedException(
                    ErrorCode.USER_NOT_FOUND, "There is no such user", Map.of("id", JsonValues.of(user.getUsername())));
        }
        return entry.addAllGroups(accounts.groupsOf(user.getUsername())).build();
    }

    private <T> CompletionStage<T> limited(int subjects, Supplier<T> question) {
        return subjects > MOST ? tooMany() : calls.lookUp(question);
    }

    private static <T> CompletionStage<T> tooMany() {
        return CompletableFuture.failedStage(new RequestRefusedException(
                ErrorCode.INVALID_MESSAGE, "At most " + MOST + " can be asked for at once", Map.of()));
    }

    private static ConvergenceMessage.Builder userList(List<DomainUserData> found) {
        return ConvergenceMessage.newBuilder()
                .setUserListResponse(UserListMessage.newBuilder().addAllUserData(found));
    }

    private static byte[] error(int requestId, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RequestRefusedException refused) {
            return Frames.error(requestId, refused.code(), String.valueOf(refused.getMessage()), refused.details());
        }
        if (cause instanceof RejectedExecutionException) {
            return Frames.error(requestId, ErrorCode.TIMEOUT, "Too many requests wait");
        }
        log.error("A question about users could not be answered", cause);
        return Frames.error(requestId, ErrorCode.UNKNOWN, "The server could not answer");
    }
}
