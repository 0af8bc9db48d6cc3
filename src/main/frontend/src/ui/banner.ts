export interface Action {
    readonly text: string;
    readonly run: (() => void) | string;
}

/** A message below the bar. It stays until it is replaced or taken away. */
export class Banner {
    constructor(private readonly root: HTMLElement) {}

    show(kind: "info" | "warn" | "error", text: string, ...actions: Action[]): void {
        const words = document.createElement("p");
        words.textContent = text;
        const nodes: HTMLElement[] = [words];
        for (const { text: label, run } of actions) {
            if (typeof run === "string") {
                const link = document.createElement("a");
                link.href = run;
                link.textContent = label;
                link.className = "button button--small";
                nodes.push(link);
            } else {
                const button = document.createElement("button");
                button.type = "button";
                button.textContent = label;
                button.className = "button button--small";
                button.addEventListener("click", run);
                nodes.push(button);
            }
        }
        this.root.className = `banner banner--${kind}`;
        this.root.setAttribute("role", kind === "error" ? "alert" : "status");
        this.root.replaceChildren(...nodes);
        this.root.hidden = false;
    }

    hide(): void {
        this.root.hidden = true;
        this.root.replaceChildren();
    }
}
