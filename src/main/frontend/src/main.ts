import type { Ace } from "ace-builds";
import "./editor.css";
import { Collaboration } from "./collaboration.js";
import { readSettings, type Settings } from "./settings.js";
import { closeMenus, fitAboveKeyboard } from "./ui/page.js";
import { say } from "./ui/texts.js";

type AceGlobal = typeof import("ace-builds");

function createEditor(settings: Settings): Ace.Editor {
    const { ace } = globalThis as unknown as { ace: AceGlobal };
    // Styles come from linked files and workers from their own: nothing inline, nothing from a blob.
    ace.config.set("useStrictCSP", true);
    ace.config.set("loadWorkerFromBlob", false);
    const files = `${settings.baseUrl}webjars/ace-builds/src-min-noconflict`;
    for (const path of ["basePath", "modePath", "themePath", "workerPath"] as const) {
        ace.config.set(path, files);
    }
    const editor = ace.edit("editor", {
        theme: `ace/theme/${settings.theme}`,
        mode: `ace/mode/${settings.mode}`,
        showPrintMargin: false,
        scrollPastEnd: 0.3,
        fontSize: 14,
        fontFamily:
            'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "Liberation Mono", monospace',
        highlightActiveLine: true,
        animatedScroll: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        newLineMode: "unix",
        useSoftTabs: true,
        enableKeyboardAccessibility: true,
    });
    editor.renderer.setScrollMargin(10, 10, 0, 0);
    editor.renderer.setPadding(8);
    editor.textInput.getElement().setAttribute("aria-label", say("Text of the document"));
    return editor;
}

function start(): void {
    const settings = readSettings();
    fitAboveKeyboard();
    closeMenus();
    const editor = createEditor(settings);
    if (settings.signedIn) {
        void new Collaboration(settings, editor).start();
    } else {
        editor.session.setValue(settings.text);
        editor.focus();
    }
    document.documentElement.dataset["ready"] = "true";
}

start();
