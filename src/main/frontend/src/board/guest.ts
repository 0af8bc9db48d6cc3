import { say } from "../ui/texts.js";

const KEY = "coterie.guest-name";
const LONGEST = 60;

/** The name of somebody without an account: asked once, kept by the browser. */
export function guestName(): Promise<string> {
    const known = remembered();
    if (known) {
        return Promise.resolve(known);
    }
    const dialog = document.getElementById("guest") as HTMLDialogElement | null;
    if (!dialog) {
        return Promise.resolve(say("Guest"));
    }
    const field = dialog.querySelector("input")!;
    return new Promise((resolve) => {
        dialog.addEventListener("close", () => {
            const name = field.value.trim().slice(0, LONGEST) || say("Guest");
            remember(name);
            resolve(name);
        });
        dialog.showModal();
        field.focus();
    });
}

function remembered(): string | null {
    try {
        return localStorage.getItem(KEY);
    } catch {
        return null;
    }
}

function remember(name: string): void {
    try {
        localStorage.setItem(KEY, name);
    } catch {
        // It is asked again next time.
    }
}
