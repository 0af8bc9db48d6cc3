import type { Entrance } from "./entrance.js";
import type { Settings, Sharing } from "./settings.js";
import { say } from "../ui/texts.js";

const COPIED_MILLIS = 1600;

/** The menu that says who may come without an account. It is part of the page for those who are signed in. */
export function shareMenu(settings: Settings, entrance: Entrance): void {
    const root = document.getElementById("share");
    if (!root) {
        return;
    }
    const choices = [...root.querySelectorAll<HTMLInputElement>("input[name=sharing]")];
    const link = root.querySelector<HTMLInputElement>("#share-link")!;
    const copy = root.querySelector<HTMLButtonElement>("#share-copy")!;
    const note = root.querySelector<HTMLElement>("#share-note")!;
    let current: Sharing = settings.sharing;
    const show = (): void => {
        choices.forEach((choice) => (choice.checked = choice.value === current));
        root.dataset["sharing"] = current;
    };
    link.value = location.href.split(/[?#]/)[0]!;
    link.addEventListener("focus", () => link.select());
    for (const choice of choices) {
        choice.addEventListener("change", () => {
            const wanted = choice.value as Sharing;
            note.textContent = "";
            entrance.share(wanted).then(
                () => {
                    current = wanted;
                    show();
                },
                (reason: unknown) => {
                    console.error(reason);
                    note.textContent = say("That could not be changed. Load the page again and retry.");
                    show();
                },
            );
        });
    }
    copy.addEventListener("click", () => {
        link.select();
        const copied = navigator.clipboard?.writeText(link.value) ?? Promise.reject(new Error("no clipboard"));
        copied.then(
            () => {
                copy.textContent = say("Copied");
                setTimeout(() => (copy.textContent = say("Copy")), COPIED_MILLIS);
            },
            () => (note.textContent = say("Press Ctrl+C to copy.")),
        );
    });
    show();
}
