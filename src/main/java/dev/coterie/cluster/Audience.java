package dev.coterie.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The connections that listen to one entity. What is published goes once to each node that has some of them, never once
 * per connection. Confined to its entity.
 *
 * @param <E> what connections are told
 */
public final class Audience<E> {

    /** Ends in something unique: what an entity leaves behind when its node dies must not listen to its successor. */
    private final String group;

    private final Map<String, Member<E>> members = new LinkedHashMap<>();
    private final Map<ActorRef<GatewayCommand<E>>, Integer> membersOfNode = new HashMap<>();

    /** @param name says whose audience it is, for people who look for it */
    public Audience(String name) {
        this.group = name + "#" + UUID.randomUUID();
    }

    /** Tells one connection something, in whichever audience it is. */
    public static <E> void send(Member<E> member, E event) {
        member.gateway().tell(new GatewayCommand.Send<>(member.connection(), event));
    }

    /** Adds a connection; nothing happens when it is here already. */
    public void join(Member<E> member) {
        if (members.putIfAbsent(member.id(), member) == null) {
            membersOfNode.merge(member.gateway(), 1, Integer::sum);
            member.gateway().tell(new GatewayCommand.Join<>(group, member.id(), member.connection()));
        }
    }

    /** Takes a connection out; nothing happens when it is not here. */
    public void leave(String id) {
        Member<E> member = members.remove(id);
        if (member != null) {
            membersOfNode.computeIfPresent(member.gateway(), (node, count) -> count > 1 ? count - 1 : null);
            member.gateway().tell(new GatewayCommand.Leave<>(group, id));
        }
    }

    /** Takes everybody out. */
    public void clear() {
        List.copyOf(members.keySet()).forEach(this::leave);
    }

    /** Tells everybody. */
    public void publish(E event) {
        publish(event, null);
    }

    /** Tells everybody but one. */
    public void publish(E event, @Nullable String exceptId) {
        Member<E> except = exceptId == null ? null : members.get(exceptId);
        membersOfNode.forEach((node, count) -> {
            boolean nobodyElse =
                    except != null && count == 1 && except.gateway().equals(node);
            if (!nobodyElse) {
                node.tell(new GatewayCommand.Publish<>(group, event, exceptId));
            }
        });
    }

    public boolean contains(String id) {
        return members.containsKey(id);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Who is here now, in the order in which they came. */
    public List<Member<E>> members() {
        return new ArrayList<>(members.values());
    }
}
