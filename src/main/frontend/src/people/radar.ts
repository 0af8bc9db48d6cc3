/** Where in the document somebody is, as rows. */
export interface Spot {
    readonly name: string;
    readonly colour: string;
    readonly cursorRow: number | null;
    readonly firstRow: number | null;
    readonly lastRow: number | null;
}

/** A strip beside the text that shows, over the height of the whole document, what others see and where they write. */
export class Radar {
    constructor(
        private readonly strip: HTMLElement,
        private readonly go: (row: number) => void,
    ) {
        strip.addEventListener("click", (event) => {
            const row = (event.target as HTMLElement).dataset["row"];
            if (row !== undefined) {
                this.go(Number(row));
            }
        });
    }

    show(spots: readonly Spot[], rows: number): void {
        const nodes: HTMLElement[] = [];
        const most = Math.max(rows, 1);
        spots.forEach((spot, i) => {
            if (spot.firstRow !== null && spot.lastRow !== null) {
                const view = this.node("radar__view", spot, Math.floor((spot.firstRow + spot.lastRow) / 2));
                view.style.top = percent(spot.firstRow / most);
                view.style.height = percent(Math.max(spot.lastRow - spot.firstRow + 1, 1) / most);
                view.style.left = `${(i % 3) * 4}px`;
                nodes.push(view);
            }
            if (spot.cursorRow !== null) {
                const cursor = this.node("radar__cursor", spot, spot.cursorRow);
                cursor.style.top = percent(spot.cursorRow / most);
                nodes.push(cursor);
            }
        });
        this.strip.replaceChildren(...nodes);
        this.strip.hidden = nodes.length === 0;
    }

    private node(className: string, spot: Spot, row: number): HTMLElement {
        const node = document.createElement("div");
        node.className = className;
        node.style.backgroundColor = spot.colour;
        node.title = spot.name;
        node.dataset["row"] = String(row);
        return node;
    }
}

function percent(part: number): string {
    return `${Math.min(Math.max(part, 0), 1) * 100}%`;
}
