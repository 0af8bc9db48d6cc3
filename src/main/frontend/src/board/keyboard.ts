import { SHORTCUTS } from "./dock.js";
import type { ToolName } from "./tools.js";

export interface KeyActions {
    choose(name: ToolName): void;
    hold(space: boolean): void;
    undo(): void;
    redo(): void;
    remove(): void;
    duplicate(): void;
    selectAll(): void;
    nothing(): void;
    nudge(dx: number, dy: number): void;
    zoom(by: number): void;
    actualSize(): void;
    fit(): void;
    fill(): void;
}

const STEP = 1;
const LEAP = 10;

/** Keys work unless somebody is writing in a field or has a button or menu in focus that wants them. */
export function listenToKeys(actions: KeyActions): void {
    document.addEventListener("keydown", (event) => {
        const target = event.target as HTMLElement;
        if (target.closest("input, textarea, select, dialog") || event.isComposing || event.altKey) {
            return;
        }
        const wanted = target.closest("button, summary, a") && (event.key === " " || event.key === "Enter");
        if (!wanted && press(event, actions)) {
            event.preventDefault();
        }
    });
    document.addEventListener("keyup", (event) => {
        if (event.key === " ") {
            actions.hold(false);
        }
    });
}

function press(event: KeyboardEvent, actions: KeyActions): boolean {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
        const chords: Record<string, () => void> = {
            z: () => (event.shiftKey ? actions.redo() : actions.undo()),
            y: () => actions.redo(),
            a: () => actions.selectAll(),
            d: () => actions.duplicate(),
        };
        chords[key]?.();
        return key in chords;
    }
    const step = event.shiftKey ? LEAP : STEP;
    const plain: Record<string, () => void> = {
        " ": () => actions.hold(true),
        delete: () => actions.remove(),
        backspace: () => actions.remove(),
        escape: () => actions.nothing(),
        arrowleft: () => actions.nudge(-step, 0),
        arrowright: () => actions.nudge(step, 0),
        arrowup: () => actions.nudge(0, -step),
        arrowdown: () => actions.nudge(0, step),
        "+": () => actions.zoom(1.25),
        "=": () => actions.zoom(1.25),
        "-": () => actions.zoom(1 / 1.25),
        "0": () => actions.actualSize(),
        "1": () => actions.fit(),
        f: () => actions.fill(),
    };
    const tool = SHORTCUTS.get(key);
    if (tool) {
        actions.choose(tool);
        return true;
    }
    plain[key]?.();
    return key in plain;
}
