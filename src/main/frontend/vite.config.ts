import { defineConfig } from "vitest/config";

// The build directory of Maven hands over where the files go; alone, they stay below this directory.
const output = process.env["COTERIE_STATIC_DIR"] ?? "dist";

export default defineConfig({
    base: "/editor/",
    publicDir: false,
    build: {
        outDir: `${output}/editor`,
        emptyOutDir: true,
        target: "es2022",
        manifest: "manifest.json",
        assetsDir: "",
        sourcemap: false,
        modulePreload: false,
        rolldownOptions: { input: { editor: "src/main.ts", board: "src/board/main.ts", zwibbler: "src/board/zwibbler.ts" } },
    },
    test: {
        environment: "jsdom",
        include: ["test/**/*.test.ts"],
        // Generous: a build may share its machine with others.
        testTimeout: 120_000,
        hookTimeout: 60_000,
    },
});
