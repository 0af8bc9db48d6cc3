/** What the scripts of the pages say, with the German for it; `{0}` stands for the first argument. */
const GERMAN = {
    // The bar
    "1 edit": "1 Änderung",
    "{0} edits": "{0} Änderungen",
    "{0} unsaved": "{0} offen",
    "Not shared any more": "Nicht mehr geteilt",
    Closed: "Geschlossen",
    "Signed out, {0} not saved": "Abgemeldet, {0} nicht gespeichert",
    "Signed out": "Abgemeldet",
    Offline: "Offline",
    "Reconnecting…": "Neu verbinden …",
    Reconnecting: "Neu verbinden",
    "{0} {1} kept here": "{0} {1} bleiben hier",
    "Connecting…": "Verbinden …",
    Connecting: "Verbinden",
    "Saving {0}…": "{0} speichern …",
    "Saving…": "Speichern …",
    "All changes saved": "Alle Änderungen gespeichert",
    Saved: "Gespeichert",
    "You may read, not write": "Sie dürfen lesen, nicht schreiben",
    "Read only": "Nur lesen",
    // People
    "Only you are here": "Nur Sie sind hier",
    "{0} people are here": "{0} Personen sind hier",
    "{0} (you)": "{0} (Sie)",
    "Go to where {0} is": "Dorthin gehen, wo {0} ist",
    "Go to where your other page is": "Dorthin gehen, wo Ihre andere Seite ist",
    Guest: "Gast",
    // Both pages
    "Load again": "Neu laden",
    "Sign in": "Anmelden",
    "I am signed in again": "Ich bin wieder angemeldet",
    // The editor
    "Text of the document": "Text des Dokuments",
    "Save the text as a file": "Text als Datei speichern",
    "You may no longer write in this document. Your last edits were not saved; they are still here.":
        "Sie dürfen in diesem Dokument nicht mehr schreiben. Ihre letzten Änderungen wurden nicht gespeichert; sie sind noch hier.",
    "You may read this document, but not write in it.": "Sie dürfen dieses Dokument lesen, aber nicht darin schreiben.",
    "Your session has ended. Your text stays here; sign in again (in another tab, if you like) and go on.":
        "Ihre Sitzung ist zu Ende. Ihr Text bleibt hier; melden Sie sich wieder an (gern in einem anderen Tab) und machen Sie weiter.",
    "Your last edits were not saved.": "Ihre letzten Änderungen wurden nicht gespeichert.",
    "This document was deleted. Its text is still here, but it is not shared any more.":
        "Dieses Dokument wurde gelöscht. Sein Text ist noch hier, wird aber nicht mehr geteilt.",
    "The server has closed this document for you. Its text is still here, but it is not shared any more.":
        "Der Server hat dieses Dokument für Sie geschlossen. Sein Text ist noch hier, wird aber nicht mehr geteilt.",
    "This document no longer has a text that can be edited here. What you see is the last text.":
        "Dieses Dokument hat keinen Text mehr, der sich hier bearbeiten lässt. Sie sehen den letzten Text.",
    "You may no longer write in this document. Your last edit was not saved; it is still here.":
        "Sie dürfen in diesem Dokument nicht mehr schreiben. Ihre letzte Änderung wurde nicht gespeichert; sie ist noch hier.",
    "Your last edit could not be shared. The text stays here, but what you type is not saved.":
        "Ihre letzte Änderung konnte nicht geteilt werden. Der Text bleibt hier, aber was Sie tippen, wird nicht gespeichert.",
    "This document has no text that can be edited here.":
        "Dieses Dokument hat keinen Text, der sich hier bearbeiten lässt.",
    "This document could not be opened. {0}": "Dieses Dokument ließ sich nicht öffnen. {0}",
    // Boards
    "This browser is too old for the whiteboard.": "Dieser Browser ist zu alt für das Whiteboard.",
    "This board was made by a newer version of this page and cannot be shown. Load the page again.":
        "Dieses Whiteboard wurde mit einer neueren Fassung dieser Seite gemacht und lässt sich nicht zeigen. Laden Sie die Seite neu.",
    "This board was drawn with another tool and cannot be shown here. It is unchanged.":
        "Dieses Whiteboard wurde mit einem anderen Werkzeug gezeichnet und lässt sich hier nicht zeigen. Es ist unverändert.",
    "Parts of this board were made by another tool and are not shown. They are kept.":
        "Teile dieses Whiteboards stammen von einem anderen Werkzeug und werden nicht gezeigt. Sie bleiben erhalten.",
    "The picture stays here, but it is not shared any more.": "Das Bild bleibt hier, wird aber nicht mehr geteilt.",
    "Your last strokes were not saved.": "Ihre letzten Striche wurden nicht gespeichert.",
    "Your last strokes are still here.": "Ihre letzten Striche sind noch hier.",
    "You may not open this board.": "Sie dürfen dieses Whiteboard nicht öffnen.",
    "This board could not be opened.": "Dieses Whiteboard ließ sich nicht öffnen.",
    "The drawing tool could not be loaded.": "Das Zeichenwerkzeug ließ sich nicht laden.",
    "This board was deleted.": "Dieses Whiteboard wurde gelöscht.",
    "An administrator has ended this connection.": "Die Verwaltung hat diese Verbindung beendet.",
    "This board was replaced by another one.": "Dieses Whiteboard wurde durch ein anderes ersetzt.",
    "Your session has ended.": "Ihre Sitzung ist zu Ende.",
    "Sign in again to go on.": "Melden Sie sich wieder an, um weiterzumachen.",
    "You may look at this board, but not draw on it. Your last strokes were not saved.":
        "Sie dürfen dieses Whiteboard ansehen, aber nicht darauf zeichnen. Ihre letzten Striche wurden nicht gespeichert.",
    "The picture is too large for an image. Try SVG.": "Die Zeichnung ist zu groß für ein Bild. Versuchen Sie SVG.",
    "Text on the board": "Text auf dem Whiteboard",
    "That could not be changed. Load the page again and retry.":
        "Das ließ sich nicht ändern. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
    Copied: "Kopiert",
    Copy: "Kopieren",
    "Press Ctrl+C to copy.": "Kopieren Sie mit Strg+C.",
    // Tools
    Ink: "Tinte",
    Grey: "Grau",
    Red: "Rot",
    Orange: "Orange",
    Yellow: "Gelb",
    Green: "Grün",
    Teal: "Petrol",
    Blue: "Blau",
    Violet: "Violett",
    Pink: "Rosa",
    "Any other colour": "Jede andere Farbe",
    "Fine line": "Feine Linie",
    "Medium line": "Mittlere Linie",
    "Broad line": "Breite Linie",
    "Very broad line": "Sehr breite Linie",
    Select: "Auswählen",
    "Move the board": "Whiteboard verschieben",
    Pen: "Stift",
    Eraser: "Radierer",
    Line: "Linie",
    Arrow: "Pfeil",
    Rectangle: "Rechteck",
    Ellipse: "Ellipse",
    Text: "Text",
    "Colour and line": "Farbe und Linie",
    Tools: "Werkzeuge",
    "Undo and redo": "Rückgängig und wiederholen",
    Selection: "Auswahl",
    "Undo (Ctrl+Z)": "Rückgängig (Strg+Z)",
    "Redo (Ctrl+Shift+Z)": "Wiederholen (Strg+Umschalt+Z)",
    "Fill rectangles and ellipses (F)": "Rechtecke und Ellipsen füllen (F)",
    "Duplicate (Ctrl+D)": "Verdoppeln (Strg+D)",
    "Delete (Del)": "Löschen (Entf)",
    "Actual size (0)": "Tatsächliche Größe (0)",
    Zoom: "Zoom",
    "Zoom out (-)": "Verkleinern (-)",
    "Zoom in (+)": "Vergrößern (+)",
    "Show everything (1)": "Alles zeigen (1)",
} as const;

/** A text that has a translation: the compiler knows no other. */
export type Text = keyof typeof GERMAN;

/** The text in the language of the page. */
export function say(text: Text, ...fillings: readonly (string | number)[]): string {
    const german = globalThis.document?.documentElement.lang === "de";
    return (german ? GERMAN[text] : text).replace(/\{(\d)\}/g, (hole, at: string) => String(fillings[Number(at)] ?? hole));
}
