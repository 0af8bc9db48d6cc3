const SVG = "http://www.w3.org/2000/svg";

/** Paths on a field of 24 by 24, drawn as lines. */
const PATHS = {
    select: "M5 3.5 18.5 11l-6 1.6-3 5.6Z",
    hand: "M8 12.5v-6a1.5 1.5 0 0 1 3 0V11m0-1V4.8a1.5 1.5 0 0 1 3 0V11m0-4.2a1.5 1.5 0 0 1 3 0V12m0-2.2a1.5 1.5 0 0 1 3 0V14c0 4-2.4 7-6.2 7-3 0-4.4-1.2-5.7-3.3L5 13.6c-1-1.7 1.2-3 2.4-1.7L9 14",
    pen: "M4 20l1-4.5L16 4.5a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19Zm10-13.5 3.5 3.5",
    eraser: "M8.5 19.5 3.8 14.8a1.5 1.5 0 0 1 0-2.1l8.4-8.4a1.5 1.5 0 0 1 2.1 0l5.4 5.4a1.5 1.5 0 0 1 0 2.1l-7.7 7.7Zm0 0H20M8 8.5l7.5 7.5",
    line: "M5 19 19 5",
    arrow: "M5 19 19 5m-9 0h9v9",
    rectangle: "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5Z",
    ellipse: "M12 5c4.7 0 8.5 3.1 8.5 7s-3.8 7-8.5 7-8.5-3.1-8.5-7 3.8-7 8.5-7Z",
    text: "M5 7.5V5h14v2.5M12 5v14m-3 0h6",
    undo: "M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3",
    redo: "M15.5 5 20 9.5 15.5 14m4-4.5H10a5.5 5.5 0 0 0 0 11h3",
    remove: "M4.5 7h15M9.5 7V4.5h5V7m-8 0 .8 12.5h9.4L17.5 7M10 11v5m4-5v5",
    copy: "M9.5 8.5h9A1.5 1.5 0 0 1 20 10v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8 19v-9a1.5 1.5 0 0 1 1.5-1.5ZM4.5 15.5A1.5 1.5 0 0 1 4 14V5a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 16 4.5",
    nearer: "M12 5v14M5 12h14",
    farther: "M5 12h14",
    fit: "M4 9V5a1 1 0 0 1 1-1h4m6 0h4a1 1 0 0 1 1 1v4m0 6v4a1 1 0 0 1-1 1h-4m-6 0H5a1 1 0 0 1-1-1v-4",
    fill: "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5ZM4.5 13 12 5.5M6 18.5 19 5.8M12.5 18.5l7-7",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
    const root = document.createElementNS(SVG, "svg");
    for (const [key, value] of Object.entries({
        viewBox: "0 0 24 24",
        width: "22",
        height: "22",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": "1.7",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
        "aria-hidden": "true",
    })) {
        root.setAttribute(key, value);
    }
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", PATHS[name]);
    root.append(path);
    return root;
}
