import type { Ace } from "ace-builds";
import type { Binding } from "../binding/binding.js";
import type { IndexRange, OpenDocument } from "../realtime/document.js";

const PAUSE_MILLIS = 80;
const SETTLED_MILLIS = 1500;

/**
 * Tells the others where my cursors, selections and view are: at most every 80 ms, and once more when I have come to
 * rest, because marks that cross with edits can end up a little beside their place.
 */
export class Whereabouts {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private settled: ReturnType<typeof setTimeout> | undefined;
    private stopped = false;

    constructor(
        private readonly editor: Ace.Editor,
        private readonly binding: Binding,
        private readonly document: Pick<OpenDocument, "publish">,
    ) {
        const soon = (): void => this.soon();
        const { selection } = editor;
        selection.on("changeCursor", soon);
        selection.on("changeSelection", soon);
        editor.session.on("change", soon);
        editor.session.on("changeScrollTop", soon);
        (editor.renderer as unknown as { on(event: string, handle: () => void): void }).on("resize", soon);
        this.soon();
    }

    stop(): void {
        this.stopped = true;
        clearTimeout(this.timer);
        clearTimeout(this.settled);
    }

    soon(): void {
        if (this.stopped) {
            return;
        }
        this.timer ??= setTimeout(() => {
            this.timer = undefined;
            this.publish(false);
            clearTimeout(this.settled);
            this.settled = setTimeout(() => this.publish(true), SETTLED_MILLIS);
        }, PAUSE_MILLIS);
    }

    private publish(again: boolean): void {
        const { editor, binding } = this;
        const { session, renderer } = editor;
        const selections = editor.selection.inMultiSelectMode
            ? editor.selection.getAllRanges()
            : [editor.selection.getRange()];
        const cursors = editor.selection.inMultiSelectMode
            ? selections.map((range) => range.cursor ?? range.end)
            : [editor.selection.getCursor()];
        const ranges: IndexRange[] = selections
            .filter((range) => !range.isEmpty())
            .map((range) => ({ start: binding.indexOf(range.start), end: binding.indexOf(range.end) }));
        const last = Math.min(renderer.getLastVisibleRow(), session.getLength() - 1);
        this.document.publish(
            cursors.map((cursor) => binding.indexOf(cursor)),
            ranges,
            {
                start: binding.indexOf({ row: renderer.getFirstVisibleRow(), column: 0 }),
                end: binding.indexOf({ row: last, column: session.getLine(last).length }),
            },
            again,
        );
    }
}
