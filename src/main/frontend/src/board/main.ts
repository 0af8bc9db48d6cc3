import "../editor.css";
import "./board.css";
import { closeMenus, fitAboveKeyboard } from "../ui/page.js";
import { Entrance } from "./entrance.js";
import { guestName } from "./guest.js";
import { BoardPage } from "./page.js";
import { readSettings } from "./settings.js";
import { shareMenu } from "./share.js";

async function start(): Promise<void> {
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

void start();
