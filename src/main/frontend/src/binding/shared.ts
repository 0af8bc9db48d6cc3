/** What the binding needs of a text that others edit too. Indexes are UTF-16 code units. */
export interface SharedText {
    value(): string;
    length(): number;
    insert(index: number, text: string): void;
    remove(index: number, length: number): void;
    /** Runs several edits as one: others see all of them or none. */
    batch(edits: () => void): void;
    /** Edits by others, in order; never our own. Returns a function that ends the subscription. */
    subscribe(listener: (edit: RemoteEdit) => void): () => void;
}

export type RemoteEdit =
    | { readonly kind: "splice"; readonly index: number; readonly removed: number; readonly inserted: string }
    /** The whole text was replaced: `value()` has the new one. */
    | { readonly kind: "value" };
