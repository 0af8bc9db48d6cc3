/** One or two letters for a person: of the first and the last word of the name. */
export function initialsOf(name: string): string {
    const words = name.split(/[\s._@-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
    if (words.length === 0) {
        return "?";
    }
    const first = firstCharacter(words[0]!);
    const last = words.length > 1 ? firstCharacter(words.at(-1)!) : "";
    return (first + last).toLocaleUpperCase();
}

function firstCharacter(word: string): string {
    return /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? "";
}
