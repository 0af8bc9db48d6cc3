import "../editor.css";
import "./board.css";
import { Banner } from "../ui/banner.js";
import { closeMenus, fitAboveKeyboard } from "../ui/page.js";
import { Entrance } from "./entrance.js";
import { guestName } from "./guest.js";
import { BoardPage } from "./page.js";
import { readSettings } from "./settings.js";
import { shareMenu } from "./share.js";
import { say } from "../ui/texts.js";

/** What the page cannot do without; all browsers have it since 2022. */
const NEEDED = ["PointerEvent", "ResizeObserver", "Path2D", "BigInt", "HTMLDialogElement"];

async function start(): Promise<void> {
    if (NEEDED.some((name) => !(name in globalThis))) {
        byId("board").dataset["state"] = "ready";
        new Banner(byId("banner")).show("error", say("This browser is too old for the whiteboard."));
        return;
    }
    fitAboveKeyboard();
    closeMenus();
    const settings = readSettings();
    const entrance = new Entrance(settings);
    shareMenu(settings, entrance);
    const me = settings.signedIn
        ? { username: settings.username!, name: settings.displayName ?? settings.username! }
        : { username: "", name: await guestName() };
    new BoardPage(settings, entrance, me).start();
}

function byId(id: string): HTMLElement {
    return document.getElementById(id)!;
}

void start();
