import type { Ace } from "ace-builds";
import type { Position } from "../binding/lines.js";

/** What one page of somebody else's shows in our editor. */
export interface Mark {
    readonly session: string;
    readonly name: string;
    readonly colour: string;
    readonly cursors: readonly Position[];
    readonly selections: readonly { start: Position; end: Position }[];
}

const LABEL_MILLIS = 2500;
const LABEL_HEIGHT = 18;

/** What ACE's renderer has, but not its types. */
interface Renderer extends Ace.VirtualRenderer {
    content: HTMLElement;
    $textLayer: { element: HTMLElement };
    $cursorLayer: { getPixelPosition(position: Position, onScreen: boolean): { left: number; top: number } };
    $padding: number;
    $size: { scrollerWidth: number };
}

interface Shown {
    readonly node: HTMLElement;
    readonly label: HTMLElement;
    carets: HTMLElement[];
    cells: Position[];
    until: number;
    hovered: boolean;
}

/**
 * Cursors with names, and selections, of others. Drawn into two layers of our own within ACE's text area: behind the
 * text and before it. Names are set as text, never as markup.
 */
export class Overlay {
    private readonly renderer: Renderer;
    private readonly behind = layer("people-behind");
    private readonly before = layer("people-before");
    private readonly shown = new Map<string, Shown>();
    private frame = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly editor: Ace.Editor,
        private readonly marks: () => Mark[],
    ) {
        this.renderer = editor.renderer as Renderer;
        this.renderer.content.insertBefore(this.behind, this.renderer.$textLayer.element);
        this.renderer.content.append(this.before);
        (editor.renderer as unknown as { on(event: string, handle: () => void): void }).on("afterRender", () =>
            this.draw(),
        );
        editor.on("mousemove", (event) => this.hover(event.getDocumentPosition()));
        editor.container.addEventListener("mouseleave", () => this.hover(null));
    }

    refresh(): void {
        this.frame ||= requestAnimationFrame(() => this.draw());
    }

    /** Shows the name of somebody for a while. */
    announce(session: string): void {
        this.entry(session).until = Date.now() + LABEL_MILLIS;
        this.refresh();
    }

    private draw(): void {
        cancelAnimationFrame(this.frame);
        this.frame = 0;
        const marks = this.marks();
        this.drawSelections(marks);
        this.drawCursors(marks);
        this.forget(new Set(marks.map((mark) => mark.session)));
        this.fadeLater();
    }

    private drawSelections(marks: Mark[]): void {
        const { firstRow, lastRow } = this.renderer.layerConfig;
        const boxes: HTMLElement[] = [];
        for (const mark of marks) {
            for (const { start, end } of mark.selections) {
                if (end.row >= firstRow && start.row <= lastRow) {
                    boxes.push(...this.boxes(mark, start, end));
                }
            }
        }
        this.behind.replaceChildren(...boxes);
    }

    private boxes(mark: Mark, start: Position, end: Position): HTMLElement[] {
        const { firstRow, lastRow, lineHeight } = this.renderer.layerConfig;
        const from = start.row < firstRow ? { row: firstRow, column: 0 } : start;
        const to = end.row > lastRow ? { row: lastRow, column: Number.MAX_SAFE_INTEGER } : end;
        const session = this.editor.session;
        const a = this.pixels(from);
        const b = this.pixels({ row: to.row, column: Math.min(to.column, session.getLine(to.row).length) });
        const box = (top: number, height: number, left: number, width: number | null): HTMLElement => {
            const node = document.createElement("div");
            node.className = "people-selection";
            node.style.backgroundColor = mark.colour;
            node.style.top = `${top}px`;
            node.style.height = `${height}px`;
            node.style.left = `${left}px`;
            if (width === null) {
                node.style.right = "0";
            } else {
                node.style.width = `${Math.max(width, 2)}px`;
            }
            return node;
        };
        if (a.top === b.top) {
            return [box(a.top, lineHeight, a.left, b.left - a.left)];
        }
        const nodes = [box(a.top, lineHeight, a.left, null)];
        if (b.top > a.top + lineHeight) {
            nodes.push(box(a.top + lineHeight, b.top - a.top - lineHeight, this.renderer.$padding, null));
        }
        nodes.push(box(b.top, lineHeight, this.renderer.$padding, b.left - this.renderer.$padding));
        return nodes;
    }

    private drawCursors(marks: Mark[]): void {
        const { firstRow, lastRow, lineHeight } = this.renderer.layerConfig;
        const scroll = this.editor.session.getScrollLeft();
        const width = this.renderer.$size.scrollerWidth;
        const offset = this.editor.session.getScrollTop() - firstRowTop(this.renderer, this.editor.session);
        const taken = new Map<string, number>();
        const now = Date.now();
        for (const mark of marks) {
            const shown = this.entry(mark.session);
            const shows = shown.hovered || shown.until > now;
            const visible = mark.cursors.filter(({ row }) => row >= firstRow && row <= lastRow);
            shown.cells = visible;
            shown.node.hidden = visible.length === 0;
            while (shown.carets.length > visible.length) {
                shown.carets.pop()!.remove();
            }
            visible.forEach((position, i) => {
                const { left, top } = this.pixels(position);
                const caret = (shown.carets[i] ??= shown.node.appendChild(element("people-caret")));
                caret.style.backgroundColor = mark.colour;
                caret.style.height = `${lineHeight}px`;
                caret.style.transform = `translate(${left}px, ${top}px)`;
                if (i > 0) {
                    return;
                }
                // Names of people in one place stand above each other; where there is no room above, below.
                const cell = `${position.row}:${position.column}`;
                const place = taken.get(cell) ?? 0;
                if (shows) {
                    taken.set(cell, place + 1);
                }
                const above = top - (place + 1) * LABEL_HEIGHT;
                const below = above < offset;
                const labelTop = below ? top + lineHeight + place * LABEL_HEIGHT : above;
                const flipped = left - scroll > width / 2 && left - scroll + estimate(mark.name) > width;
                shown.label.textContent = mark.name;
                shown.label.style.backgroundColor = mark.colour;
                shown.label.style.transform = `translate(${left}px, ${labelTop}px)${flipped ? " translateX(-100%)" : ""}`;
                shown.label.classList.toggle("people-label--below", below);
                shown.label.classList.toggle("people-label--flipped", flipped);
            });
            shown.label.classList.toggle("people-label--shown", shows);
            if (!shown.node.isConnected) {
                this.before.append(shown.node);
            }
        }
    }

    private pixels(position: Position): { left: number; top: number } {
        return this.renderer.$cursorLayer.getPixelPosition(position, true);
    }

    private hover(position: Position | null): void {
        let changed = false;
        for (const shown of this.shown.values()) {
            const near =
                position !== null &&
                shown.cells.some((cell) => cell.row === position.row && Math.abs(cell.column - position.column) <= 1);
            changed ||= near !== shown.hovered;
            shown.hovered = near;
        }
        if (changed) {
            this.refresh();
        }
    }

    private entry(session: string): Shown {
        let shown = this.shown.get(session);
        if (!shown) {
            const node = element("people-cursor");
            const label = node.appendChild(element("people-label"));
            shown = { node, label, carets: [], cells: [], until: 0, hovered: false };
            this.shown.set(session, shown);
        }
        return shown;
    }

    private forget(present: Set<string>): void {
        for (const [session, { node }] of this.shown) {
            if (!present.has(session)) {
                node.remove();
                this.shown.delete(session);
            }
        }
    }

    private fadeLater(): void {
        clearTimeout(this.timer);
        const now = Date.now();
        const next = Math.min(...[...this.shown.values()].map(({ until }) => until).filter((until) => until > now));
        if (Number.isFinite(next)) {
            this.timer = setTimeout(() => this.refresh(), next - now + 10);
        }
    }
}

/** Where the first rendered row begins, as a scroll position. */
function firstRowTop(renderer: Renderer, session: Ace.EditSession): number {
    const { firstRowScreen, lineHeight } = renderer.layerConfig as unknown as {
        firstRowScreen: number;
        lineHeight: number;
    };
    return Math.min(firstRowScreen * lineHeight, session.getScrollTop());
}

/** Width of a name in its label, roughly: measuring would force a layout. */
function estimate(name: string): number {
    return name.length * 7 + 14;
}

function layer(className: string): HTMLElement {
    const node = element(`people-layer ${className}`);
    node.setAttribute("aria-hidden", "true");
    return node;
}

function element(className: string): HTMLElement {
    const node = document.createElement("div");
    node.className = className;
    return node;
}
