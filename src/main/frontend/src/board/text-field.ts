import type { Desk } from "./desk.js";
import { FONT, LINE_HEIGHT, measure } from "./geometry.js";
import type { Item } from "./picture.js";
import type { Shape } from "./shape.js";
import { say } from "../ui/texts.js";

const LONGEST = 20_000;

/** A text is written where it will stand, in a field that looks like it. */
export class TextField {
    private readonly field = document.createElement("textarea");
    private shape: Shape | null = null;
    private id: string | null = null;

    constructor(
        private readonly desk: Desk,
        parent: HTMLElement,
    ) {
        const { field } = this;
        field.className = "board-text";
        field.hidden = true;
        field.maxLength = LONGEST;
        field.spellcheck = false;
        field.setAttribute("aria-label", say("Text on the board"));
        field.setAttribute("wrap", "off");
        field.addEventListener("input", () => this.place());
        field.addEventListener("blur", () => this.finish());
        field.addEventListener("keydown", (event) => {
            event.stopPropagation();
            if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
                event.preventDefault();
                field.blur();
            }
        });
        parent.append(field);
    }

    /** The text that is being written, to be coloured. */
    get current(): Shape | null {
        return this.shape;
    }

    start(shape: Shape): void {
        this.open(shape, null);
    }

    edit({ id, shape }: Item): void {
        this.open(shape, id);
        this.desk.select([]);
        this.desk.showInstead(new Map([[id, null]]));
    }

    /** Follows the camera, and grows with the text. */
    place(): void {
        if (!this.shape) {
            return;
        }
        const { field, desk } = this;
        const { x, y } = desk.camera.toScreen(this.shape);
        const size = this.shape.size * desk.camera.zoom;
        const lines = field.value.split("\n");
        const width = Math.max(size, ...lines.map((line) => measure(line, size))) + size;
        field.style.transform = `translate(${x}px, ${y}px)`;
        field.style.font = `400 ${size}px/${LINE_HEIGHT} ${FONT}`;
        field.style.color = this.shape.colour;
        field.style.width = `${width}px`;
        field.style.height = `${lines.length * size * LINE_HEIGHT}px`;
    }

    recolour(colour: string): void {
        if (this.shape) {
            this.shape = { ...this.shape, colour };
            this.place();
        }
    }

    private open(shape: Shape, id: string | null): void {
        this.finish();
        this.shape = shape;
        this.id = id;
        this.field.value = shape.text;
        this.field.hidden = false;
        this.place();
        this.field.focus({ preventScroll: true });
        this.field.setSelectionRange(shape.text.length, shape.text.length);
    }

    private finish(): void {
        const { shape, id, field, desk } = this;
        if (!shape) {
            return;
        }
        this.shape = null;
        this.id = null;
        field.hidden = true;
        desk.showInstead(null);
        const text = field.value.replace(/\s+$/, "");
        if (id === null) {
            if (text !== "") {
                desk.add({ ...shape, text });
            }
        } else if (text === "") {
            desk.remove([id]);
        } else {
            desk.change(new Map([[id, { text, colour: shape.colour }]]));
        }
    }
}
