import type { Ace } from "ace-builds";
import type { View } from "../binding/binding.js";

/** Keeps what one reads in place while others edit above it. */
export class EditorView implements View {
    constructor(private readonly editor: Ace.Editor) {}

    firstVisibleRow(): number {
        return this.editor.renderer.getFirstVisibleRow();
    }

    holding(row: number, change: () => void): void {
        const { session } = this.editor;
        const anchor = session.getDocument().createAnchor(row, 0);
        const offset = this.top(row) - session.getScrollTop();
        change();
        session.setScrollTop(this.top(anchor.row) - offset);
        anchor.detach();
    }

    private top(row: number): number {
        const { session, renderer } = this.editor;
        // Without wrapping and folding a row is a row; asking the session would walk over all rows above.
        const plain = !session.getUseWrapMode() && session.getAllFolds().length === 0;
        return (plain ? row : session.documentToScreenRow(row, 0)) * renderer.lineHeight;
    }
}
