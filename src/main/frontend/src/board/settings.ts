/** What the server tells the page, in a block of JSON. */
export interface Settings {
    readonly board: string;
    readonly signedIn: boolean;
    readonly username: string | null;
    readonly displayName: string | null;
    /** Where the page gets its tokens. */
    readonly tokenUrl: string;
    /** Where signed-in people say who else may come; null for guests. */
    readonly sharingUrl: string | null;
    readonly sharing: Sharing;
    readonly csrfHeader: string | null;
    readonly csrfToken: string | null;
    /** Path of the whiteboard server on this host. */
    readonly socketPath: string;
    readonly loginUrl: string;
}

/** Who may come without an account, and do what. */
export type Sharing = "none" | "view" | "edit";

export function readSettings(): Settings {
    const block = document.getElementById("settings");
    if (!block?.textContent) {
        throw new Error("The page has no settings.");
    }
    return JSON.parse(block.textContent) as Settings;
}
