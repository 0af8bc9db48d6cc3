import type { Camera } from "./camera.js";
import type { Peer } from "./presence.js";

const SVG = "http://www.w3.org/2000/svg";
const ARROW = "M2 1.5 16 9 9.2 10.4 5.8 16.6Z";

/** The pointers of the others, with their names. */
export class Cursors {
    private readonly shown = new Map<string, HTMLElement>();

    constructor(
        private readonly root: HTMLElement,
        private readonly camera: Camera,
    ) {}

    /** `gliding`: the pointers have moved, not the board below them. */
    show(peers: Iterable<Peer>, gliding: boolean): void {
        const gone = new Set(this.shown.keys());
        for (const peer of peers) {
            if (!peer.at) {
                continue;
            }
            gone.delete(peer.key);
            const node = this.shown.get(peer.key) ?? this.make(peer);
            const { x, y } = this.camera.toScreen(peer.at);
            node.classList.toggle("board-cursor--gliding", gliding);
            node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
            const name = node.lastElementChild as HTMLElement;
            if (name.textContent !== peer.name) {
                name.textContent = peer.name;
            }
            node.style.setProperty("--person", peer.colour);
        }
        for (const key of gone) {
            this.shown.get(key)!.remove();
            this.shown.delete(key);
        }
    }

    private make(peer: Peer): HTMLElement {
        const node = document.createElement("div");
        node.className = "board-cursor";
        const arrow = document.createElementNS(SVG, "svg");
        arrow.setAttribute("width", "18");
        arrow.setAttribute("height", "18");
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", ARROW);
        arrow.append(path);
        const name = document.createElement("span");
        node.append(arrow, name);
        this.root.append(node);
        this.shown.set(peer.key, node);
        return node;
    }
}
