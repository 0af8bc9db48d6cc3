import type { Ace } from "ace-builds";
import {
    type Change,
    coarsen,
    compose,
    composeAll,
    insertion,
    invert,
    isNothing,
    mapIndex,
    NOTHING,
    removal,
    type Splice,
    splice,
    splicesFromEnd,
    transform,
} from "./change.js";
import { diff } from "./diff.js";
import { History, type Selected } from "./history.js";
import { cut, End, endText, type Line, Lines, type Position } from "./lines.js";
import type { RemoteEdit, SharedText } from "./shared.js";

export interface BindingEvents {
    /** The shared text refused an edit: what is typed from now on would not reach anybody. */
    failed(reason: unknown): void;
    /** The text was changed by somebody else, or by undo or redo. */
    moved(): void;
}

/** What of the editor, beyond its session, is needed to keep what one sees in place. */
export interface View {
    firstVisibleRow(): number;
    /** Runs a change to the session and keeps the given row where it is on the screen. */
    holding(row: number, change: () => void): void;
}

/**
 * The client, and everybody else's, copies the whole text for each step. So that one command does not freeze all pages,
 * very many steps are joined into fewer: the larger the text, the fewer.
 */
const MOST_STEPS = 2000;
const FEWEST_STEPS = 100;
const MOST_COPIED = 500_000_000;

/**
 * Ties an ACE session to a shared text.
 *
 * ACE keeps lines, the shared text is one string whose lines may end in "\n", "\r\n" or "\r". `lines` knows how each
 * line really ends, so indexes never drift; all indexes here are of the shared text.
 *
 * While somebody composes a character with an input method, remote edits wait in `waiting`: what is typed meanwhile is
 * moved past them before it is sent, and they are moved past it before they are shown.
 *
 * Edits that ACE reports are collected and sent when the present task ends; remote edits arrive in tasks of their own,
 * so nothing comes between.
 */
export class Binding {
    readonly history = new History();
    private lines: Lines;
    private waiting: Change = NOTHING;
    private composing = false;
    private outgoing: Change[] = [];
    private scheduled = false;
    private applying = false;
    private broken = false;
    /** The shared text took something else than what the editor shows. */
    private astray = false;
    private readonly unsubscribe: () => void;
    private readonly onDelta = (delta: Ace.Delta): void => this.local(delta);

    constructor(
        private readonly session: Ace.EditSession,
        private readonly shared: SharedText,
        private readonly events: BindingEvents,
        private readonly view: View | null = null,
    ) {
        const text = shared.value();
        session.getDocument().setNewLineMode("unix");
        quietly(session, () => session.setValue(text));
        this.lines = new Lines(text);
        session.setUndoManager(new OwnUndo(this) as unknown as Ace.UndoManager);
        session.on("change", this.onDelta);
        this.unsubscribe = shared.subscribe((edit) => this.remote(edit));
    }

    dispose(): void {
        this.flush();
        this.unsubscribe();
        this.session.off("change", this.onDelta);
    }

    /** Length of the text as it stands in the editor. */
    get length(): number {
        return this.lines.length;
    }

    /** Index in the shared text of a position in the editor. */
    indexOf(position: Position): number {
        this.flush();
        const index = this.lines.index(position);
        return isNothing(this.waiting) ? index : mapIndex(this.waiting, index, false);
    }

    /** Position in the editor of an index in the shared text. */
    positionOf(index: number): Position {
        return this.lines.position(index);
    }

    startComposition(): void {
        this.composing = true;
    }

    endComposition(): void {
        this.composing = false;
        this.showWaiting();
        if (this.astray) {
            this.verify();
        }
    }

    /** Sends what has been typed in this task. */
    flush(): void {
        this.scheduled = false;
        if (this.outgoing.length === 0 || this.broken) {
            this.outgoing = [];
            return;
        }
        const changes = this.outgoing;
        this.outgoing = [];
        try {
            let splices = changes.flatMap(splicesFromEnd);
            const most = mostSteps(this.lines.length);
            if (splices.length > most) {
                const before = this.shared.value();
                splices = splicesFromEnd(
                    coarsen(composeAll(changes), most, (index, length) => before.substr(index, length)),
                );
            }
            this.astray = this.send(splices) || this.astray;
            if (this.astray) {
                this.verify();
            }
        } catch (reason) {
            this.fail(reason);
        }
    }

    undo(): void {
        this.stepBack(
            () => this.history.undo(),
            (inverse, selected) => this.history.undone(inverse, selected),
        );
    }

    redo(): void {
        this.stepBack(
            () => this.history.redo(),
            (inverse, selected) => this.history.redone(inverse, selected),
        );
    }

    /**
     * Compares the editor with the shared text and repairs the editor should they differ. They never should; a reader
     * must not be left with a wrong text if they do.
     * @returns whether all was well
     */
    verify(): boolean {
        if (this.broken || this.composing) {
            return true;
        }
        this.astray = false;
        this.flush();
        this.showWaiting();
        const shared = this.shared.value();
        const shown = this.text();
        if (shared === shown) {
            return true;
        }
        const repair = diff(shown, shared);
        this.history.rebase(repair);
        this.show(repair);
        return false;
    }

    /** The text in the editor, with its true ends of lines. */
    text(): string {
        const rows = this.session.getDocument().getAllLines();
        if (!this.lines.mixed) {
            return rows.join("\n");
        }
        return rows.map((row, i) => row + endText(this.lines.line(i).end)).join("");
    }

    selected(): Selected {
        const selection = this.session.selection;
        const ranges = selection.inMultiSelectMode ? selection.getAllRanges() : [selection.getRange()];
        return ranges.map((range) => {
            const start = this.lines.index(range.start);
            const end = this.lines.index(range.end);
            const backwards = selection.inMultiSelectMode
                ? range.cursor !== undefined && same(range.cursor, range.start)
                : selection.isBackwards();
            return backwards ? { anchor: end, head: start } : { anchor: start, head: end };
        });
    }

    private local(delta: Ace.Delta): void {
        if (this.applying) {
            return;
        }
        const merge = this.merging();
        const selected = merge ? null : this.selectedBefore();
        const { start, end, lines } = delta;
        const index = this.lines.start(start.row) + start.column;
        let change: Change;
        let inverse: Change;
        if (delta.action === "insert") {
            const text = lines.join("\n");
            change = insertion(index, text);
            inverse = removal(index, text.length);
            const line = this.lines.line(start.row);
            this.lines.replace(start.row, 1, linesAfterInsert(start.column, line, lines));
        } else {
            const last = this.lines.line(end.row);
            const length = this.lines.start(end.row) + end.column - index;
            change = removal(index, length);
            inverse = insertion(index, this.joined(start.row, lines));
            this.lines.replace(start.row, end.row - start.row + 1, [
                { length: start.column + last.length - end.column, end: last.end },
            ]);
        }
        this.history.record(inverse, merge, selected);
        this.queue(change);
        if (this.lines.mixed) {
            this.keepApart(start.row);
        }
    }

    /** Lines of a removal as they were in the shared text: what is undone must be exactly what was done. */
    private joined(row: number, lines: string[]): string {
        if (!this.lines.mixed) {
            return lines.join("\n");
        }
        return lines
            .map((line, i) => (i < lines.length - 1 ? line + endText(this.lines.line(row + i).end) : line))
            .join("");
    }

    /**
     * A line that ends in "\r" and an empty line after it that ends in "\n" are two for ACE, but "\r\n" would be one end
     * of line for everybody who reads the text anew. The "\r" becomes "\n".
     */
    private keepApart(row: number): void {
        if (row === 0) {
            return;
        }
        const above = this.lines.line(row - 1);
        const here = this.lines.line(row);
        if (above.end === End.Cr && here.length === 0 && here.end === End.Lf) {
            const change = splice(this.lines.start(row) - 1, 1, "\n");
            this.lines.replace(row - 1, 1, [{ length: above.length, end: End.Lf }]);
            this.history.rebase(change);
            this.queue(change);
        }
    }

    private queue(change: Change): void {
        if (isNothing(this.waiting)) {
            this.outgoing.push(change);
        } else {
            this.outgoing.push(transform(change, this.waiting, true));
            this.waiting = transform(this.waiting, change, false);
        }
        if (!this.scheduled) {
            this.scheduled = true;
            queueMicrotask(() => this.flush());
        }
    }

    /**
     * Half an emoji cannot be sent: a sign of the same length takes its place.
     * @returns whether that happened, so that the editor has to follow
     */
    private send(splices: Splice[]): boolean {
        let replaced = false;
        const edits = splices.reduce((n, s) => n + (s.removed > 0 ? 1 : 0) + (s.inserted !== "" ? 1 : 0), 0);
        const run = (): void => {
            for (const { index, removed, inserted } of splices) {
                // Never both in one step: clients disagree on how two such steps pass each other.
                if (removed > 0) {
                    this.shared.remove(index, removed);
                }
                if (inserted !== "") {
                    const text = wellFormed(inserted);
                    replaced ||= text !== inserted;
                    this.shared.insert(index, text);
                }
            }
        };
        if (edits > 1) {
            this.shared.batch(run);
        } else if (edits === 1) {
            run();
        }
        return replaced;
    }

    private remote(edit: RemoteEdit): void {
        // An exception here would cut the client off from all that follows.
        try {
            if (edit.kind === "splice") {
                let change = splice(edit.index, edit.removed, edit.inserted);
                if (this.outgoing.length > 0) {
                    const mine = composeAll(this.outgoing);
                    this.outgoing = [transform(mine, change, true)];
                    change = transform(change, mine, false);
                }
                this.waiting = compose(this.waiting, change);
            } else {
                this.outgoing = [];
                this.waiting = diff(this.text(), this.shared.value());
            }
            if (this.composing) {
                return;
            }
            this.showWaiting();
            if (this.outgoing.length === 0 && this.shared.length() !== this.lines.length) {
                this.verify();
            }
        } catch (reason) {
            this.fail(reason);
        }
    }

    private showWaiting(): void {
        if (isNothing(this.waiting)) {
            return;
        }
        const change = this.waiting;
        this.waiting = NOTHING;
        this.history.rebase(change);
        this.show(change);
    }

    private stepBack(
        take: () => ReturnType<History["undo"]>,
        done: (inverse: Change, selected: Selected | null) => void,
    ): void {
        if (this.broken) {
            return;
        }
        this.flush();
        this.showWaiting();
        const step = take();
        if (step === null) {
            return;
        }
        const before = this.text();
        const selected = this.selected();
        done(
            invert(step.change, (index, length) => before.substr(index, length)),
            selected,
        );
        this.outgoing.push(step.change);
        this.show(step.change);
        this.flush();
        this.select(step.selected, step.change);
    }

    /** Changes the editor's text without telling the shared one. */
    private show(change: Change): void {
        const splices = splicesFromEnd(change);
        const edit = (): void =>
            quietly(this.session, () => {
                this.applying = true;
                try {
                    for (const { index, removed, inserted } of splices) {
                        this.edit(index, removed, inserted);
                    }
                } finally {
                    this.applying = false;
                }
            });
        const topmost = splices.at(-1);
        const first = this.view?.firstVisibleRow() ?? 0;
        if (this.view && topmost && this.lines.position(topmost.index).row < first) {
            this.view.holding(first, edit);
        } else {
            edit();
        }
        this.events.moved();
    }

    private edit(index: number, removed: number, inserted: string): void {
        let from = index;
        let to = index + removed;
        let text = inserted;
        // "\r" and "\n" may come to stand beside each other, or be parted: then the whole end of line is replaced.
        if (this.lines.mixed || text.includes("\r")) {
            const parted = this.after(from) === "\n";
            const joined = text.startsWith("\n") || (text === "" && this.after(to) === "\n");
            if (this.before(from) === "\r" && (parted || joined)) {
                from--;
                text = "\r" + text;
            }
            if (this.after(to) === "\n" && (text.endsWith("\r") || this.before(to) === "\r")) {
                to++;
                text += "\n";
            }
        }
        const document = this.session.getDocument();
        const start = this.lines.position(from);
        const end = this.lines.position(to);
        const added = cut(text);
        const last = this.lines.line(end.row);
        const rest = last.length - end.column;
        const rows = added.map((line, i) => ({
            length: line.length + (i === 0 ? start.column : 0) + (i === added.length - 1 ? rest : 0),
            end: i === added.length - 1 ? last.end : line.end,
        }));
        this.lines.replace(start.row, end.row - start.row + 1, rows);
        const newLines = text.split(/\r\n|\r|\n/);
        const range = { start, end } as Ace.Range;
        if (text !== inserted && newLines.join("\n") === document.getLinesForRange(range).join("\n")) {
            return; // only the kind of an end of line has changed
        }
        if (to > from) {
            document.remove(range);
        }
        if (text !== "") {
            document.insertMergedLines(start, newLines);
        }
    }

    private before(index: number): string {
        if (index === 0) {
            return "";
        }
        const { row, column } = this.lines.position(index - 1);
        const { length, end } = this.lines.line(row);
        if (column < length) {
            return "x";
        }
        const within = index - 1 - this.lines.start(row) - length;
        return endText(end).charAt(within);
    }

    private after(index: number): string {
        return index >= this.lines.length ? "" : this.before(index + 1);
    }

    private select(selected: Selected | null, change: Change): void {
        const selection = this.session.selection;
        const stretches = selected ?? [endOf(change)];
        const at = (index: number): Position => this.lines.position(index);
        if (selection.inMultiSelectMode) {
            selection.toSingleRange();
        }
        const [main, ...others] = stretches;
        const anchor = at(main!.anchor);
        const head = at(main!.head);
        selection.setAnchor(anchor.row, anchor.column);
        selection.moveCursorTo(head.row, head.column);
        if (main!.anchor === main!.head) {
            selection.clearSelection();
        }
        for (const other of others) {
            const range = selection.getRange().clone();
            const backwards = other.head < other.anchor;
            const start = at(Math.min(other.anchor, other.head));
            const end = at(Math.max(other.anchor, other.head));
            range.setStart(start.row, start.column);
            range.setEnd(end.row, end.column);
            range.cursor = backwards ? range.start : range.end;
            selection.addRange(range);
        }
    }

    private selectedBefore(): Selected | null {
        const before = (this.session as unknown as Internals).curOp?.selectionBefore;
        if (!before) {
            return null;
        }
        return [before].flat().map((range) => {
            const start = this.lines.index(range.start);
            const end = this.lines.index(range.end);
            return range.isBackwards ? { anchor: end, head: start } : { anchor: start, head: end };
        });
    }

    /** Whether ACE takes the edit that it just reported as a part of the one before it. */
    private merging(): boolean {
        return (this.session.getUndoManager() as unknown as OwnUndo).merging;
    }

    private fail(reason: unknown): void {
        if (!this.broken) {
            this.broken = true;
            this.outgoing = [];
            this.events.failed(reason);
        }
    }
}

/** What ACE's session has, but not its types. */
type Internals = Omit<Ace.EditSession, "curOp"> & {
    $fromUndo: boolean;
    $lastSel: unknown;
    curOp: { selectionBefore?: Remembered | Remembered[] } | null;
    $editor?: { curOp: unknown };
    $operationResetTimer?: { cancel(): void };
};

interface Remembered {
    start: Position;
    end: Position;
    isBackwards?: boolean;
}

interface StickyAnchor extends Ace.Anchor {
    $insertRight?: boolean;
}

/**
 * Runs a change that is not the user's: it goes past ACE's undo, does not split a run of keystrokes into two steps,
 * and text inserted exactly at the caret or at the end of a selection leaves these where they are.
 */
function quietly(session: Ace.EditSession, change: () => void): void {
    const internals = session as unknown as Internals;
    const selection = session.selection;
    const alone = internals.curOp === null || internals.curOp === undefined;
    const lead = selection.lead as StickyAnchor;
    const anchor = selection.anchor as StickyAnchor;
    const sticky = selection.isEmpty() ? [lead, anchor] : selection.isBackwards() ? [anchor] : [lead];
    internals.$fromUndo = true;
    for (const point of sticky) {
        point.$insertRight = true;
    }
    try {
        change();
    } finally {
        internals.$fromUndo = false;
        for (const point of sticky) {
            point.$insertRight = false;
        }
        if (alone && internals.curOp) {
            internals.$operationResetTimer?.cancel();
            internals.curOp = null;
            if (internals.$editor) {
                internals.$editor.curOp = null;
            }
            internals.$lastSel = selection.toJSON();
        }
    }
}

/** Stands in for ACE's own undo, which would undo everybody's edits. */
class OwnUndo {
    merging = false;
    private fresh = true;
    private clean = 0;

    constructor(private readonly binding: Binding) {}

    add(_delta: Ace.Delta, allowMerge?: boolean): void {
        this.merging = allowMerge !== false && !this.fresh;
        this.fresh = false;
    }

    undo(): void {
        this.fresh = true;
        this.binding.undo();
    }

    redo(): void {
        this.fresh = true;
        this.binding.redo();
    }

    startNewGroup(): number {
        this.fresh = true;
        return this.getRevision();
    }

    reset(): void {
        this.binding.history.clear();
        this.fresh = true;
    }

    canUndo(): boolean {
        return this.binding.history.canUndo;
    }

    canRedo(): boolean {
        return this.binding.history.canRedo;
    }

    hasUndo(): boolean {
        return this.canUndo();
    }

    hasRedo(): boolean {
        return this.canRedo();
    }

    getRevision(): number {
        return this.binding.history.depth;
    }

    bookmark(): void {
        this.clean = this.getRevision();
    }

    markClean(): void {
        this.bookmark();
    }

    isAtBookmark(): boolean {
        return this.clean === this.getRevision();
    }

    isClean(): boolean {
        return this.isAtBookmark();
    }

    /** ACE's placeholders count the steps. */
    get $undoStack(): { length: number } {
        return { length: this.binding.history.depth };
    }

    addSession(): void {}

    addSelection(): void {}

    markIgnored(): void {}

    getDeltas(): [] {
        return [];
    }

    toJSON(): object {
        return {};
    }
}

function linesAfterInsert(column: number, line: Line, lines: string[]): Line[] {
    if (lines.length === 1) {
        return [{ length: line.length + lines[0]!.length, end: line.end }];
    }
    return lines.map((text, i) => ({
        length: text.length + (i === 0 ? column : 0) + (i === lines.length - 1 ? line.length - column : 0),
        end: i === lines.length - 1 ? line.end : End.Lf,
    }));
}

function mostSteps(length: number): number {
    return Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, Math.floor(MOST_COPIED / Math.max(length, 1))));
}

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function wellFormed(text: string): string {
    return text.replace(LONE_SURROGATES, "\ufffd");
}

/** The caret after a step without a remembered selection: behind its last edit. */
function endOf(change: Change): { anchor: number; head: number } {
    let index = 0;
    for (const part of change) {
        if (part.kind !== "remove") {
            index += part.length;
        }
    }
    return { anchor: index, head: index };
}

function same(a: Position, b: Position): boolean {
    return a.row === b.row && a.column === b.column;
}
