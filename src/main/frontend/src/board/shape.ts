/** What can be drawn. Lengths are in units of the board: pixels at a zoom of 1. */
export const KINDS = ["pen", "line", "arrow", "rectangle", "ellipse", "text"] as const;

export type Kind = (typeof KINDS)[number];

/**
 * A thing on the board. The box may be given from any of its corners: `w` and `h` may be negative. A line goes from
 * (x, y) to (x + w, y + h).
 */
export interface Shape {
    readonly kind: Kind;
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
    /** `#rrggbb`. */
    readonly colour: string;
    /** Of the line. */
    readonly width: number;
    readonly filled: boolean;
    /** Pen: x, y, pressure (0-1) of each point, in a box of the size that it was drawn in (`pw`, `ph`). */
    readonly points: readonly number[];
    readonly pw: number;
    readonly ph: number;
    readonly text: string;
    /** Text: height of the letters. */
    readonly size: number;
}

/** Properties that can be changed later, each by itself. */
export type Change = Partial<
    Pick<Shape, "x" | "y" | "w" | "h" | "colour" | "width" | "filled" | "text" | "size">
>;

export const CHANGEABLE = ["x", "y", "w", "h", "colour", "width", "filled", "text", "size"] as const;

const FARTHEST = 1e7;
const WIDEST = 500;
const MOST_POINTS = 30_000;
const LONGEST_TEXT = 20_000;

const DEFAULTS = {
    w: 0,
    h: 0,
    colour: "#1f2937",
    width: 4,
    filled: false,
    points: [] as readonly number[],
    pw: 0,
    ph: 0,
    text: "",
    size: 24,
};

type Check = (value: unknown) => boolean;

const position: Check = (value) => typeof value === "number" && Math.abs(value) <= FARTHEST;
const size: Check = (value) => typeof value === "number" && value > 0 && value <= WIDEST;

const CHECKS: Record<Exclude<keyof Shape, "kind">, Check> = {
    x: position,
    y: position,
    w: position,
    h: position,
    pw: position,
    ph: position,
    colour: (value) => typeof value === "string" && /^#[0-9a-f]{6}$/.test(value),
    width: size,
    size,
    filled: (value) => typeof value === "boolean",
    text: (value) => typeof value === "string" && value.length <= LONGEST_TEXT,
    points: (value) =>
        Array.isArray(value) && value.length % 3 === 0 && value.length <= MOST_POINTS && value.every(position),
};

/** A shape from anywhere, or null if it cannot be one. */
export function cleanShape(from: unknown): Shape | null {
    if (typeof from !== "object" || from === null) {
        return null;
    }
    const value = from as Record<string, unknown>;
    if (!KINDS.includes(value["kind"] as Kind) || !position(value["x"]) || !position(value["y"])) {
        return null;
    }
    const shape: Record<string, unknown> = { kind: value["kind"], ...DEFAULTS };
    for (const [name, check] of Object.entries(CHECKS)) {
        if (check(value[name])) {
            shape[name] = value[name];
        } else if (value[name] !== undefined) {
            return null;
        }
    }
    return shape as unknown as Shape;
}

/** The part of a change that makes sense. */
export function cleanChange(from: unknown): Change {
    const value = (typeof from === "object" && from !== null ? from : {}) as Record<string, unknown>;
    return Object.fromEntries(
        CHANGEABLE.filter((name) => CHECKS[name](value[name])).map((name) => [name, value[name]]),
    ) as Change;
}

/** A shape without what it has from the start, for the board. */
export function brief(shape: Shape): Shape {
    return Object.fromEntries(
        Object.entries(shape).filter(
            ([name, value]) => !(name in DEFAULTS) || JSON.stringify(DEFAULTS[name as keyof typeof DEFAULTS]) !== JSON.stringify(value),
        ),
    ) as unknown as Shape;
}

export function shapeOf(kind: Kind, given: Partial<Omit<Shape, "kind">>): Shape {
    return { kind, x: 0, y: 0, ...DEFAULTS, ...given };
}
