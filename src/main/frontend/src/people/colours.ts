/**
 * Colours for people. Each has nearly the same lightness: white text on it and the colour itself on a dark as on a light
 * editor are readable (see the test).
 */
export const PALETTE: readonly string[] = [
    "#c7362f",
    "#b5531c",
    "#94670b",
    "#75720a",
    "#4f7c11",
    "#1b813e",
    "#0c8066",
    "#0a7c86",
    "#1476a6",
    "#2a6bd0",
    "#5a5fe0",
    "#7f52d8",
    "#9c46cc",
    "#b63bb0",
    "#c4338a",
    "#cb335f",
];

/** The colour of a person: the same for everybody who looks, today and tomorrow. */
export function colourOf(username: string): string {
    return PALETTE[hash(username) % PALETTE.length]!;
}

/** FNV-1a with a final mix, so that names that differ in one letter get colours far apart. */
function hash(text: string): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) {
        h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    }
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
}
