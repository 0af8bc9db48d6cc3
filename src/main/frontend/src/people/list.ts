import { initialsOf } from "./names.js";
import type { Person } from "./people.js";
import { say } from "../ui/texts.js";

const FACES = 4;

/** The faces in the bar and the list that opens below them. */
export class PeopleList {
    private readonly faces: HTMLElement;
    private readonly count: HTMLElement;
    private readonly entries: HTMLElement;
    private last = "";

    constructor(
        private readonly root: HTMLDetailsElement,
        private readonly go: (person: Person) => void,
    ) {
        this.faces = part(root, ".people__faces");
        this.count = part(root, ".people__count");
        this.entries = part(root, ".people__list");
    }

    show(people: readonly Person[]): void {
        this.root.hidden = false;
        const now = JSON.stringify(people.map(({ username, name, sessions }) => [username, name, sessions.length > 0]));
        if (now === this.last) {
            return;
        }
        this.last = now;
        this.faces.replaceChildren(...people.slice(0, FACES).map((person) => face(person)));
        if (people.length > FACES) {
            const more = document.createElement("span");
            more.className = "avatar avatar--small people__more";
            more.textContent = `+${people.length - FACES}`;
            this.faces.append(more);
        }
        this.count.textContent = people.length === 1 ? say("Only you are here") : say("{0} people are here", people.length);
        this.entries.replaceChildren(...people.map((person) => this.entry(person)));
    }

    private entry(person: Person): HTMLElement {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "menu__item";
        const name = document.createElement("span");
        name.className = "people__name";
        name.textContent = person.me ? say("{0} (you)", person.name) : person.name;
        button.append(face(person), name);
        if (person.me && person.sessions.length === 0) {
            button.disabled = true;
        } else {
            button.title = person.me ? say("Go to where your other page is") : say("Go to where {0} is", person.name);
            button.addEventListener("click", () => {
                this.root.open = false;
                this.go(person);
            });
        }
        item.append(button);
        return item;
    }
}

function face(person: Person): HTMLElement {
    const node = document.createElement("span");
    node.className = "avatar avatar--small people__face";
    node.style.backgroundColor = person.colour;
    node.textContent = initialsOf(person.name);
    node.title = person.name;
    node.setAttribute("aria-hidden", "true");
    return node;
}

function part(root: HTMLElement, selector: string): HTMLElement {
    return root.querySelector<HTMLElement>(selector)!;
}
