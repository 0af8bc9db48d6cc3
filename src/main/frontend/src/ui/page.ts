/** The touch keyboard covers the lower part of the page on some phones: the page then ends where the keyboard begins. */
export function fitAboveKeyboard(): void {
    const viewport = window.visualViewport;
    if (!viewport) {
        return;
    }
    const fit = (): void => {
        document.documentElement.style.setProperty("--visible-height", `${viewport.height}px`);
        if (viewport.scale === 1) {
            window.scrollTo(0, 0);
        }
    };
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    fit();
}

/** Menus close when one clicks elsewhere or presses Escape. */
export function closeMenus(): void {
    const menus = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
    document.addEventListener("click", (event) => {
        for (const menu of menus()) {
            if (!menu.contains(event.target as Node)) {
                menu.open = false;
            }
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            for (const menu of menus()) {
                menu.open = false;
                menu.querySelector("summary")?.focus();
            }
        }
    });
}

/** Hands the text over as a file. */
export function download(name: string, text: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = `${name}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
