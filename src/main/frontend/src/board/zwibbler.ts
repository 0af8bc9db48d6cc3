import "../editor.css";
import "./board.css";
import { closeMenus, fitAboveKeyboard } from "../ui/page.js";
import { Banner } from "../ui/banner.js";
import { NoTicket } from "./client.js";
import { Entrance } from "./entrance.js";
import { readSettings } from "./settings.js";
import { shareMenu } from "./share.js";
import { say } from "../ui/texts.js";

/** As much of the licensed drawing tool's interface as this page uses. */
interface Zwibbler {
    create(
        element: string,
        options: { readonly collaborationServer: string; readonly readOnly: boolean },
    ): { joinSharedSession(name: string, createIfMissing: boolean): unknown };
}

/** Hands the board to the licensed drawing tool, which the page has loaded before. */
async function start(): Promise<void> {
    fitAboveKeyboard();
    closeMenus();
    const settings = readSettings();
    const entrance = new Entrance(settings);
    shareMenu(settings, entrance);
    const banner = new Banner(document.getElementById("banner")!);
    const { Zwibbler: tool } = globalThis as unknown as { Zwibbler?: Zwibbler };
    document.getElementById("board")!.dataset["state"] = "ready";
    if (!tool) {
        banner.show("error", say("The drawing tool could not be loaded."), { text: say("Load again"), run: () => location.reload() });
        return;
    }
    try {
        const { token, permissions } = await entrance.pass();
        const mayWrite = permissions.includes("w");
        const context = tool.create("#paper", { collaborationServer: entrance.url, readOnly: !mayWrite });
        await context.joinSharedSession(token, mayWrite);
    } catch (reason) {
        console.error(reason);
        banner.show(
            "error",
            reason instanceof NoTicket ? say("You may not open this board.") : say("This board could not be opened."),
            { text: say("Load again"), run: () => location.reload() },
        );
    }
}

void start();
