package dev.coterie.convergence.session;

import java.util.List;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.presence.PresenceClearStateMessage;
import dev.coterie.convergence.wire.presence.PresenceRemoveStateMessage;
import dev.coterie.convergence.wire.presence.PresenceRequestMessage;
import dev.coterie.convergence.wire.presence.PresenceSetStateMessage;
import dev.coterie.convergence.wire.presence.PresenceStateSetMessage;
import dev.coterie.convergence.wire.presence.SubscribePresenceRequestMessage;
import dev.coterie.convergence.wire.presence.UnsubscribePresenceMessage;
import dev.coterie.convergence.wire.presence.UserPresenceData;

import static org.assertj.core.api.Assertions.assertThat;

class PresenceTests {

    private final TestNode node = new TestNode();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theEmptySubscriptionIsAnswered() {
        TestClient ann = node.connect();
        ann.logIn("ann");
        int id = ann.request(
                message().setPresenceSubscribeRequest(SubscribePresenceRequestMessage.getDefaultInstance()));

        ConvergenceMessage reply = ann.next();
        assertThat(reply.getResponseId().getValue()).isEqualTo(id);
        assertThat(reply.hasPresenceSubscribeResponse()).isTrue();
        assertThat(reply.getPresenceSubscribeResponse().getUserPresencesList()).isEmpty();
    }

    @Test
    void subscribersAreToldWhoTheUserIsAndWhatHappens() {
        node.accounts.add("bob", "Bob");
        TestClient ann = node.connect();
        ann.logIn("ann");
        ann.request(message()
                .setPresenceSubscribeRequest(SubscribePresenceRequestMessage.newBuilder()
                        .addUsers(user("bob"))
                        .addUsers(user("ghost"))));
        assertThat(ann.next().getIdentityCacheUpdate().getUsersList())
                .extracting(user -> user.getDisplayName().getValue())
                .containsExactly("Bob");
        assertThat(ann.next().getPresenceSubscribeResponse().getUserPresencesList())
                .extracting(UserPresenceData::getAvailable)
                .containsExactly(false, false);

        TestClient bob = node.connect();
        bob.logIn("bob");
        assertThat(ann.next().hasIdentityCacheUpdate()).isTrue();
        assertThat(ann.next().getPresenceAvailabilityChanged().getAvailable()).isTrue();

        bob.say(set("mood", JsonValues.of("fine"), "level", JsonValues.of(3)));
        assertThat(bob.next().hasPresenceStateSet()).as("its own echo").isTrue();
        assertThat(ann.next().getPresenceStateSet().getStateMap()).hasSize(2);

        TestClient secondBob = node.connect();
        assertThat(stateOf(secondBob, "bob")).containsOnlyKeys("mood", "level");

        bob.say(message()
                .setPresenceRemoveState(
                        PresenceRemoveStateMessage.newBuilder().addKeys("mood").addKeys("nothing")));
        assertThat(ann.next().getPresenceStateRemoved().getKeysList()).containsExactly("mood", "nothing");
        assertThat(ask(ann, "bob").getStateMap()).containsOnlyKeys("level");

        bob.say(message().setPresenceClearState(PresenceClearStateMessage.getDefaultInstance()));
        assertThat(ann.next().hasPresenceStateCleared()).isTrue();

        bob.drop();
        bob.awaitEnd();
        assertThat(ask(ann, "bob").getAvailable()).as("one session is left").isTrue();
        secondBob.drop();
        assertThat(ann.next().getPresenceAvailabilityChanged().getAvailable()).isFalse();
        assertThat(ask(ann, "bob").getAvailable()).isFalse();

        ann.say(message()
                .setPresenceUnsubscribe(UnsubscribePresenceMessage.newBuilder().addUsers(user("bob"))));
        assertThat(ask(ann, "bob").getAvailable()).isFalse();
        node.connect().logIn("bob");
        assertThat(ask(ann, "bob").getAvailable()).isTrue();
        assertThat(ann.connection.nothingWaits()).isTrue();
    }

    @Test
    void aSecondSessionSeesItselfAvailable() {
        node.connect().logIn("ann");
        assertThat(node.connect().logIn("ann").getPresenceStateMap()).isEmpty();
    }

    @Test
    void aValueWithoutAKindBecomesNull() {
        TestClient ann = node.connect();
        ann.logIn("ann");
        Value nested = Value.newBuilder()
                .setStructValue(Struct.newBuilder().putFields("inner", Value.getDefaultInstance()))
                .build();
        ann.say(set("outer", nested, "bare", Value.getDefaultInstance()));

        PresenceStateSetMessage state = ann.next().getPresenceStateSet();
        assertThat(state.getStateOrThrow("bare").hasNullValue()).isTrue();
        assertThat(state.getStateOrThrow("outer")
                        .getStructValue()
                        .getFieldsOrThrow("inner")
                        .hasNullValue())
                .isTrue();
    }

    @Test
    void aStateThatIsTooLargeIsRefused() {
        TestClient ann = node.connect();
        ann.logIn("ann");
        ann.say(set("a", JsonValues.of("x".repeat(70_000)), "b", JsonValues.of(1)));
        assertThat(ann.next().getError().getCode()).isEqualTo("invalid_message");
        assertThat(ask(ann, "ann").getStateMap()).isEmpty();
    }

    private java.util.Map<String, Value> stateOf(TestClient client, String username) {
        return client.success(ConnectionRequestMessage.newBuilder()
                        .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder()
                                .setJwt("token-of-" + username)))
                .getPresenceStateMap();
    }

    private static UserPresenceData ask(TestClient client, String username) {
        client.request(
                message().setPresenceRequest(PresenceRequestMessage.newBuilder().addUsers(user(username))));
        ConvergenceMessage next = client.next();
        assertThat(next.hasIdentityCacheUpdate()).as(next.toString()).isTrue();
        List<UserPresenceData> presences = client.next().getPresenceResponse().getUserPresencesList();
        assertThat(presences).hasSize(1);
        return presences.get(0);
    }

    private static ConvergenceMessage.Builder set(String key, Value value, String other, Value otherValue) {
        return message()
                .setPresenceSetState(PresenceSetStateMessage.newBuilder()
                        .putState(key, value)
                        .putState(other, otherValue));
    }

    private static DomainUserIdData user(String name) {
        return DomainUserIdData.newBuilder().setUsername(name).build();
    }

    private static ConvergenceMessage.Builder message() {
        return ConvergenceMessage.newBuilder();
    }
}
