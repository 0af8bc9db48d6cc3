package dev.coterie.convergence.session;

import java.util.List;

import com.google.protobuf.Int32Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.identity.IdentityFixture;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.core.DomainUserTypeData;
import dev.coterie.convergence.wire.identity.GetUsersRequestMessage;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.convergence.wire.identity.SearchUsersRequestMessage;
import dev.coterie.convergence.wire.identity.UserField;
import dev.coterie.convergence.wire.identity.UserGroupsForUsersRequestMessage;
import dev.coterie.convergence.wire.identity.UserGroupsRequestMessage;

import static org.assertj.core.api.Assertions.assertThat;

class IdentityTests {

    private final TestNode node = new TestNode(true);
    private final TestClient client = node.connect();
    private String sessionId = "";

    @BeforeEach
    void connect() {
        node.accounts.add("bob", "Bob");
        node.accounts.add("carol", "");
        node.accounts.deactivate("carol");
        node.accounts.group("writers", "bob", "carol");
        sessionId = client.logIn("ann").getSessionId();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void usersAreFoundInTheOrderOfTheRequest() {
        DomainUserIdData guest = node.connect()
                .success(TestClient.anonymously("Guest"))
                .getUser()
                .getUserId();
        client.request(message()
                .setUsersGetRequest(GetUsersRequestMessage.newBuilder()
                        .addUserIds(user("carol"))
                        .addUserIds(user("ghost"))
                        .addUserIds(guest)
                        .addUserIds(user("bob"))
                        .addUserIds(user("bob"))
                        .addUserIds(user("bob").toBuilder().setUserType(DomainUserTypeData.CONVERGENCE))));

        List<DomainUserData> users = client.next().getUserListResponse().getUserDataList();
        assertThat(users)
                .extracting(user -> user.getUserId().getUsername())
                .containsExactly("carol", guest.getUsername(), "bob");
        assertThat(users.get(0).getDisabled()).isTrue();
        assertThat(users.get(0).getDisplayName().getValue()).isEqualTo("First Last");
        assertThat(users.get(1).getDisplayName().getValue()).isEqualTo("Guest");
        assertThat(users.get(2).getEmail().getValue()).isEqualTo("bob@example.org");
    }

    @Test
    void searchesAreOrderedAndPaged() {
        SearchUsersRequestMessage.Builder search = SearchUsersRequestMessage.newBuilder()
                .addFields(UserField.USERNAME)
                .setOrderField(UserField.USERNAME)
                .setAscending(true);
        assertThat(search(search)).containsExactly("ann", "bob", "carol");
        assertThat(search(search.setAscending(false).setLimit(Int32Value.of(2))))
                .containsExactly("carol", "bob");
        assertThat(search(search.setOffset(Int32Value.of(2)))).containsExactly("ann");
        assertThat(search(search.setLimit(Int32Value.of(0)))).isEmpty();
        assertThat(search(search.clearLimit().clearOffset().setValue("o"))).containsExactly("carol", "bob");

        client.request(message().setUserSearchRequest(search.clone().clearOrderField()));
        assertThat(client.next().getError().getCode()).isEqualTo("unknown");
        client.request(message().setUserSearchRequest(search.clone().addFieldsValue(77)));
        assertThat(client.next().getError().getCode()).isEqualTo("unknown");
    }

    @Test
    void groupsHaveMembers() {
        client.request(message()
                .setUserGroupsRequest(UserGroupsRequestMessage.newBuilder().addIds("writers")));
        assertThat(client.next().getUserGroupsResponse().getGroupData(0).getMembersList())
                .containsExactly(user("bob"), user("carol"));
        client.request(message()
                .setUserGroupsRequest(
                        UserGroupsRequestMessage.newBuilder().addIds("writers").addIds("none")));
        ConvergenceMessage error = client.next();
        assertThat(error.getError().getCode()).isEqualTo("group_not_found");
        assertThat(error.getError().getDetailsOrThrow("id").getStringValue()).isEqualTo("none");
    }

    @Test
    void usersHaveGroups() {
        client.request(message()
                .setUserGroupsForUsersRequest(UserGroupsForUsersRequestMessage.newBuilder()
                        .addUsers(user("ann"))
                        .addUsers(user("bob"))));
        assertThat(client.next().getUserGroupsForUsersResponse().getUserGroupsList())
                .satisfiesExactly(
                        ann -> assertThat(ann.getGroupsList()).isEmpty(),
                        bob -> assertThat(bob.getGroupsList()).containsExactly("writers"));
        client.request(message()
                .setUserGroupsForUsersRequest(
                        UserGroupsForUsersRequestMessage.newBuilder().addUsers(user("ghost"))));
        assertThat(client.next().getError().getCode()).isEqualTo("user_not_found");
    }

    @Test
    void brokenAccountsAreAnErrorNotSilence() {
        node.accounts.breakDown();
        client.request(
                message().setUsersGetRequest(GetUsersRequestMessage.newBuilder().addUserIds(user("bob"))));
        assertThat(client.next().getError().getCode()).isEqualTo("unknown");
    }

    @Test
    void pastSessionsStayKnown() {
        client.drop();
        client.awaitEnd();
        node.accounts.delete("ann");
        node.accounts.add("unrelated", "");
        IdentityFixture identity = new IdentityFixture(node.accounts, node.records);

        IdentityCacheUpdateMessage described = identity.sessions
                .describe(List.of(sessionId, "never", sessionId))
                .toCompletableFuture()
                .join();

        assertThat(described.getSessionsMap()).containsOnlyKeys(sessionId, "never");
        assertThat(described.getSessionsOrThrow(sessionId)).isEqualTo(user("ann"));
        assertThat(described.getUsersList())
                .extracting(DomainUserData::getUserId)
                .containsExactlyInAnyOrder(user("ann"), described.getSessionsOrThrow("never"));
        identity.calls.close();
    }

    private List<String> search(SearchUsersRequestMessage.Builder search) {
        client.request(message().setUserSearchRequest(search));
        return client.next().getUserListResponse().getUserDataList().stream()
                .map(user -> user.getUserId().getUsername())
                .toList();
    }

    private static DomainUserIdData user(String name) {
        return DomainUserIdData.newBuilder().setUsername(name).build();
    }

    private static ConvergenceMessage.Builder message() {
        return ConvergenceMessage.newBuilder();
    }
}
