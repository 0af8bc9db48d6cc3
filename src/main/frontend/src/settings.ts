/** What the server tells the page, in a block of JSON. */
export interface Settings {
    readonly signedIn: boolean;
    readonly username: string | null;
    readonly displayName: string | null;
    readonly realtime: "embedded" | "omnibus";
    readonly tokenUrl: string;
    readonly loginUrl: string;
    /** Where /webjars and /vendor are, with a slash at the end. */
    readonly baseUrl: string;
    readonly collection: string;
    readonly document: string;
    /** The text of a document that does not exist yet. */
    readonly text: string;
    readonly theme: string;
    readonly mode: string;
}

export function readSettings(): Settings {
    const block = document.getElementById("settings");
    if (!block?.textContent) {
        throw new Error("The page has no settings.");
    }
    return JSON.parse(block.textContent) as Settings;
}
