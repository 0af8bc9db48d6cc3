import "ace-builds/src-noconflict/ace.js";
import type { Ace } from "ace-builds";

type Global = { ace: typeof import("ace-builds") };

/** ACE's own code: as the page has it, with a session but without a screen. */
export const ace = (globalThis as unknown as Global).ace;

export function newSession(text = ""): Ace.EditSession {
    const { EditSession } = ace.require("ace/edit_session") as { EditSession: new (text: string) => Ace.EditSession };
    return new EditSession(text);
}

export function newEditor(session: Ace.EditSession): Ace.Editor {
    const { Editor } = ace.require("ace/editor") as {
        Editor: new (renderer: unknown, session: Ace.EditSession) => Ace.Editor;
    };
    const { VirtualRenderer } = ace.require("ace/virtual_renderer") as {
        VirtualRenderer: new (element: HTMLElement) => unknown;
    };
    const element = document.createElement("div");
    document.body.append(element);
    return new Editor(new VirtualRenderer(element), session);
}

export function range(fromRow: number, fromColumn: number, toRow: number, toColumn: number): Ace.Range {
    const { Range } = ace.require("ace/range") as { Range: new (...at: number[]) => Ace.Range };
    return new Range(fromRow, fromColumn, toRow, toColumn);
}
