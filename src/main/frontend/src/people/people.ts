import type { Peer } from "../realtime/document.js";
import { colourOf } from "./colours.js";

/** A person in the document; several pages of one person are one. */
export interface Person {
    readonly username: string;
    readonly name: string;
    readonly colour: string;
    readonly me: boolean;
    readonly sessions: readonly Peer[];
}

/** Me first, then the others by name. */
export function peopleOf(peers: readonly Peer[], me: { username: string; name: string }): Person[] {
    const sessions = new Map<string, Peer[]>([[me.username, []]]);
    for (const peer of peers) {
        sessions.set(peer.username, [...(sessions.get(peer.username) ?? []), peer]);
    }
    return [...sessions]
        .map(([username, pages]) => ({
            username,
            name: username === me.username ? me.name : pages[0]!.name,
            colour: colourOf(username),
            me: username === me.username,
            sessions: pages,
        }))
        .sort((a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name));
}
