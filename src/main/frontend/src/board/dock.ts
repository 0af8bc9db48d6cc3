import type { Look } from "./desk.js";
import { icon, type IconName } from "./icons.js";
import type { ToolName } from "./tools.js";
import { say, type Text } from "../ui/texts.js";

export const COLOURS: readonly (readonly [string, Text])[] = [
    ["#1f2937", "Ink"],
    ["#7a828e", "Grey"],
    ["#d93a32", "Red"],
    ["#e8761b", "Orange"],
    ["#e0ac14", "Yellow"],
    ["#2f9e4f", "Green"],
    ["#0f8f86", "Teal"],
    ["#2968d9", "Blue"],
    ["#7c4ddb", "Violet"],
    ["#d6408f", "Pink"],
];

const WIDTHS: readonly (readonly [number, Text])[] = [
    [2, "Fine line"],
    [4, "Medium line"],
    [8, "Broad line"],
    [16, "Very broad line"],
];

const TOOLS: readonly (readonly [ToolName, Text, string])[] = [
    ["select", "Select", "V"],
    ["hand", "Move the board", "H"],
    ["pen", "Pen", "P"],
    ["eraser", "Eraser", "E"],
    ["line", "Line", "L"],
    ["arrow", "Arrow", "A"],
    ["rectangle", "Rectangle", "R"],
    ["ellipse", "Ellipse", "O"],
    ["text", "Text", "T"],
];

export const SHORTCUTS: ReadonlyMap<string, ToolName> = new Map(TOOLS.map(([name, , key]) => [key.toLowerCase(), name]));

export interface Actions {
    tool(name: ToolName): void;
    look(change: Partial<Look>): void;
    undo(): void;
    redo(): void;
    remove(): void;
    duplicate(): void;
    zoom(by: number): void;
    /** The whole board. */
    fit(): void;
    actualSize(): void;
}

export interface DockState {
    readonly tool: ToolName;
    readonly look: Look;
    readonly canUndo: boolean;
    readonly canRedo: boolean;
    readonly selected: number;
    readonly locked: boolean;
    readonly zoom: number;
}

/** Tools, colours and the like, floating above the board. */
export class Dock {
    private readonly tools = new Map<ToolName, HTMLButtonElement>();
    private readonly colours = new Map<string, HTMLButtonElement>();
    private readonly widths = new Map<number, HTMLButtonElement>();
    private readonly custom = document.createElement("input");
    private readonly filled: HTMLButtonElement;
    private readonly undo: HTMLButtonElement;
    private readonly redo: HTMLButtonElement;
    private readonly zoom: HTMLButtonElement;
    private readonly looks: HTMLButtonElement;
    private readonly style = group("board-style", say("Colour and line"));
    private readonly tray = group("board-tools", say("Tools"));
    private readonly history = group("board-history", say("Undo and redo"));
    private readonly selection = group("board-selection", say("Selection"));

    constructor(root: HTMLElement, actions: Actions) {
        for (const [name, label, key] of TOOLS) {
            const one = button(name, `${say(label)} (${key})`, () => actions.tool(name));
            one.setAttribute("aria-keyshortcuts", key);
            one.dataset["tool"] = name;
            this.tools.set(name, one);
            this.tray.append(one);
        }
        this.undo = button("undo", say("Undo (Ctrl+Z)"), () => actions.undo());
        this.redo = button("redo", say("Redo (Ctrl+Shift+Z)"), () => actions.redo());
        this.looks = button(null, say("Colour and line"), () => this.open(this.style.dataset["open"] !== "true"));
        this.looks.className = "board-button board-button--looks";
        this.looks.append(document.createElement("span"));
        this.history.append(this.undo, this.redo, this.looks);

        const swatches = element("board-swatches");
        for (const [colour, name] of COLOURS) {
            const one = button(null, say(name), () => actions.look({ colour }));
            one.className = "board-swatch";
            one.style.setProperty("--swatch", colour);
            this.colours.set(colour, one);
            swatches.append(one);
        }
        const { custom } = this;
        custom.type = "color";
        custom.addEventListener("input", () => actions.look({ colour: custom.value.toLowerCase() }));
        const label = document.createElement("label");
        label.className = "board-swatch board-swatch--custom";
        label.title = say("Any other colour");
        custom.setAttribute("aria-label", say("Any other colour"));
        label.append(custom);
        swatches.append(label);
        const lines = element("board-widths");
        for (const [width, name] of WIDTHS) {
            const one = button(null, say(name), () => actions.look({ width }));
            const dot = document.createElement("span");
            dot.style.setProperty("--dot", `${4 + Math.sqrt(width) * 4}px`);
            one.append(dot);
            this.widths.set(width, one);
            lines.append(one);
        }
        this.filled = button("fill", say("Fill rectangles and ellipses (F)"), () =>
            actions.look({ filled: this.filled.getAttribute("aria-pressed") !== "true" }),
        );
        lines.append(this.filled);
        this.style.append(swatches, lines);

        this.selection.append(
            button("copy", say("Duplicate (Ctrl+D)"), () => actions.duplicate()),
            button("remove", say("Delete (Del)"), () => actions.remove()),
        );

        this.zoom = button(null, say("Actual size (0)"), () => actions.actualSize());
        this.zoom.classList.add("board-button--zoom");
        const zooming = group("board-zoom", say("Zoom"));
        zooming.append(
            button("farther", say("Zoom out (-)"), () => actions.zoom(1 / 1.25)),
            this.zoom,
            button("nearer", say("Zoom in (+)"), () => actions.zoom(1.25)),
            button("fit", say("Show everything (1)"), () => actions.fit()),
        );
        const bar = element("board-bar");
        bar.append(this.history, this.tray);
        root.append(this.style, zooming, this.selection, bar);
        document.addEventListener("pointerdown", (event) => {
            const target = event.target as Node;
            if (!this.style.contains(target) && !this.looks.contains(target)) {
                this.open(false);
            }
        });
    }

    show({ tool, look, canUndo, canRedo, selected, locked, zoom }: DockState): void {
        for (const [name, one] of this.tools) {
            one.setAttribute("aria-pressed", String(name === tool));
            one.hidden = locked && name !== "select" && name !== "hand";
        }
        for (const [colour, one] of this.colours) {
            one.setAttribute("aria-pressed", String(colour === look.colour));
        }
        for (const [width, one] of this.widths) {
            one.setAttribute("aria-pressed", String(width === look.width));
        }
        const other = !this.colours.has(look.colour);
        this.custom.value = look.colour;
        this.custom.parentElement!.classList.toggle("board-swatch--chosen", other);
        this.custom.parentElement!.style.setProperty("--swatch", other ? look.colour : "transparent");
        this.filled.setAttribute("aria-pressed", String(look.filled));
        this.looks.style.setProperty("--swatch", look.colour);
        this.undo.disabled = !canUndo;
        this.redo.disabled = !canRedo;
        this.history.hidden = this.style.hidden = locked;
        this.selection.hidden = locked || selected === 0;
        this.zoom.textContent = `${Math.round(zoom * 100)} %`;
    }

    private open(open: boolean): void {
        this.style.dataset["open"] = String(open);
        this.looks.setAttribute("aria-expanded", String(open));
    }
}

function button(name: IconName | null, label: string, run: () => void): HTMLButtonElement {
    const node = document.createElement("button");
    node.type = "button";
    node.className = "board-button";
    node.title = label;
    node.setAttribute("aria-label", label.replace(/ \([^)]*\)$/, ""));
    if (name) {
        node.append(icon(name));
    }
    node.addEventListener("click", run);
    // The text that is being written stays open while it is coloured.
    node.addEventListener("pointerdown", (event) => event.preventDefault());
    return node;
}

function group(className: string, label: string): HTMLElement {
    const node = element(`board-panel ${className}`);
    node.setAttribute("role", "group");
    node.setAttribute("aria-label", label);
    return node;
}

function element(className: string): HTMLElement {
    const node = document.createElement("div");
    node.className = className;
    return node;
}
