/** How a line ends in the shared text. ACE itself knows lines only, not what is between them. */
export enum End {
    /** The last line has no end. */
    None = 0,
    Lf = 1,
    CrLf = 2,
    Cr = 3,
}

export interface Line {
    readonly length: number;
    readonly end: End;
}

export interface Position {
    row: number;
    column: number;
}

const FULL = 1024;
const HALF = FULL / 2;

/**
 * The lengths of all lines of a text: index to position and back without walking over every line. Lines lie in chunks
 * of at most 1,024, so a lookup or an edit costs the number of chunks plus the size of one.
 *
 * The text is cut as ACE cuts it: at "\r\n", "\r" and "\n". Indexes count what is really there, so "\r\n" counts two.
 */
export class Lines {
    private chunks: Chunk[];
    private count: number;
    private size: number;
    private returns: number;

    constructor(text: string) {
        this.chunks = [new Chunk([], [])];
        this.count = 0;
        this.size = 0;
        this.returns = 0;
        this.insertLines(0, cut(text));
    }

    /** Number of lines, at least one. */
    get rows(): number {
        return this.count;
    }

    /** Length of the text. */
    get length(): number {
        return this.size;
    }

    /** Whether any line ends in another way than "\n". */
    get mixed(): boolean {
        return this.returns > 0;
    }

    line(row: number): Line {
        const { chunk, offset } = this.find(row);
        return { length: chunk.lengths[offset]!, end: chunk.ends[offset]! };
    }

    /** Index of the first character of a line. */
    start(row: number): number {
        let index = 0;
        for (const chunk of this.chunks) {
            if (row < chunk.rows) {
                for (let i = 0; i < row; i++) {
                    index += chunk.lengths[i]! + endLength(chunk.ends[i]!);
                }
                return index;
            }
            row -= chunk.rows;
            index += chunk.size;
        }
        throw new RangeError(`no such row`);
    }

    index(position: Position): number {
        const row = Math.min(Math.max(position.row, 0), this.count - 1);
        const { length } = this.line(row);
        return this.start(row) + (position.row >= this.count ? length : Math.min(Math.max(position.column, 0), length));
    }

    /** The position of an index; an index within an end of line is at the end of that line. */
    position(index: number): Position {
        let rest = Math.min(Math.max(index, 0), this.size);
        let row = 0;
        for (let c = 0; c < this.chunks.length; c++) {
            const chunk = this.chunks[c]!;
            if (rest < chunk.size || c === this.chunks.length - 1) {
                for (let i = 0; ; i++) {
                    const length = chunk.lengths[i]!;
                    const whole = length + endLength(chunk.ends[i]!);
                    if (rest < whole || i === chunk.rows - 1) {
                        return { row: row + i, column: Math.min(rest, length) };
                    }
                    rest -= whole;
                }
            }
            rest -= chunk.size;
            row += chunk.rows;
        }
        throw new RangeError("no such index");
    }

    /** Replaces `removed` lines from `row` on by others. */
    replace(row: number, removed: number, lines: readonly Line[]): void {
        if (removed === 1 && lines.length === 1) {
            const { chunk, offset } = this.find(row);
            const line = lines[0]!;
            this.forget(chunk.lengths[offset]!, chunk.ends[offset]!);
            this.note(line);
            chunk.set(offset, line);
            return;
        }
        this.removeLines(row, removed);
        this.insertLines(row, lines);
    }

    private removeLines(row: number, removed: number): void {
        while (removed > 0) {
            const { chunk, offset, at } = this.find(row);
            const here = Math.min(removed, chunk.rows - offset);
            for (let i = offset; i < offset + here; i++) {
                this.forget(chunk.lengths[i]!, chunk.ends[i]!);
            }
            chunk.remove(offset, here);
            this.count -= here;
            removed -= here;
            if (chunk.rows === 0 && this.chunks.length > 1) {
                this.chunks.splice(at, 1);
            } else if (chunk.rows < HALF / 2 && at + 1 < this.chunks.length) {
                const next = this.chunks[at + 1]!;
                if (chunk.rows + next.rows <= HALF) {
                    this.chunks.splice(
                        at,
                        2,
                        new Chunk(chunk.lengths.concat(next.lengths), chunk.ends.concat(next.ends)),
                    );
                }
            }
        }
    }

    private insertLines(row: number, lines: readonly Line[]): void {
        if (lines.length === 0) {
            return;
        }
        const { chunk, offset, at } = row === this.count ? this.last() : this.find(row);
        const lengths = chunk.lengths.slice(0, offset);
        const ends = chunk.ends.slice(0, offset);
        for (const line of lines) {
            lengths.push(line.length);
            ends.push(line.end);
            this.note(line);
        }
        this.count += lines.length;
        for (let i = offset; i < chunk.rows; i++) {
            lengths.push(chunk.lengths[i]!);
            ends.push(chunk.ends[i]!);
        }
        if (lengths.length <= FULL) {
            this.chunks[at] = new Chunk(lengths, ends);
            return;
        }
        const pieces: Chunk[] = [];
        for (let i = 0; i < lengths.length; i += HALF) {
            pieces.push(new Chunk(lengths.slice(i, i + HALF), ends.slice(i, i + HALF)));
        }
        this.chunks = [...this.chunks.slice(0, at), ...pieces, ...this.chunks.slice(at + 1)];
    }

    private note(line: Line): void {
        this.size += line.length + endLength(line.end);
        if (line.end > End.Lf) {
            this.returns++;
        }
    }

    private forget(length: number, end: End): void {
        this.size -= length + endLength(end);
        if (end > End.Lf) {
            this.returns--;
        }
    }

    private last(): { chunk: Chunk; offset: number; at: number } {
        const at = this.chunks.length - 1;
        const chunk = this.chunks[at]!;
        return { chunk, offset: chunk.rows, at };
    }

    private find(row: number): { chunk: Chunk; offset: number; at: number } {
        for (let at = 0; at < this.chunks.length; at++) {
            const chunk = this.chunks[at]!;
            if (row < chunk.rows) {
                return { chunk, offset: row, at };
            }
            row -= chunk.rows;
        }
        throw new RangeError("no such row");
    }
}

class Chunk {
    size = 0;

    constructor(
        readonly lengths: number[],
        readonly ends: End[],
    ) {
        for (let i = 0; i < lengths.length; i++) {
            this.size += lengths[i]! + endLength(ends[i]!);
        }
    }

    get rows(): number {
        return this.lengths.length;
    }

    set(offset: number, line: Line): void {
        this.size += line.length + endLength(line.end) - this.lengths[offset]! - endLength(this.ends[offset]!);
        this.lengths[offset] = line.length;
        this.ends[offset] = line.end;
    }

    remove(offset: number, count: number): void {
        for (let i = offset; i < offset + count; i++) {
            this.size -= this.lengths[i]! + endLength(this.ends[i]!);
        }
        this.lengths.splice(offset, count);
        this.ends.splice(offset, count);
    }
}

export function endLength(end: End): number {
    return end === End.None ? 0 : end === End.CrLf ? 2 : 1;
}

export function endText(end: End): string {
    return end === End.None ? "" : end === End.Lf ? "\n" : end === End.CrLf ? "\r\n" : "\r";
}

/** The lines of a text; the last one has no end. */
export function cut(text: string): Line[] {
    const lines: Line[] = [];
    const ends = /\r\n|\r|\n/g;
    let from = 0;
    for (let match = ends.exec(text); match !== null; match = ends.exec(text)) {
        const end = match[0] === "\n" ? End.Lf : match[0] === "\r" ? End.Cr : End.CrLf;
        lines.push({ length: match.index - from, end });
        from = match.index + match[0].length;
    }
    lines.push({ length: text.length - from, end: End.None });
    return lines;
}
