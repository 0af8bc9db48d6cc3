import type { Person } from "../people/people.js";
import { colourOf } from "../people/colours.js";
import type { Me, Peer } from "./presence.js";

/** Me first, then the others by name; several pages of one account are one person. */
export function peopleOf(peers: readonly Peer[], me: Me): Person[] {
    const known = new Map<string, Person>();
    const mine = { username: me.username, name: me.name, colour: colourOf(me.username || me.name), me: true };
    for (const peer of peers) {
        const { username, name, colour } = peer;
        const before = known.get(username);
        const session = { session: peer.key, username, name, cursors: [], selections: [], view: null };
        const sessions = [...(before?.sessions ?? []), session];
        known.set(username, { username, name, colour, me: false, sessions });
    }
    const own = known.get(me.username)?.sessions ?? [];
    known.delete(me.username);
    return [{ ...mine, sessions: own }, ...[...known.values()].sort((a, b) => a.name.localeCompare(b.name))];
}
