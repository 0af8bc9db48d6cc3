import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { jar, JAVA, JVM_OPTIONS } from "./server.mjs";

const run = promisify(execFile);

/**
 * Unpacks the server and starts it once as far as the first request could be served, keeping the classes as the JVM had
 * them then: the container image does so as well. A start costs less than half of what it costs without, and a run of all
 * tests has some thirty. All servers of this process and its children are started from there.
 */
export async function keepClasses() {
    const directory = mkdtempSync(path.join(tmpdir(), "coterie-classes-"));
    await run(JAVA, ["-Djarmode=tools", "-jar", jar(), "extract", "--destination", path.join(directory, "server")]);
    const [name] = readdirSync(path.join(directory, "server")).filter((file) => file.endsWith(".jar"));
    const unpacked = path.join(directory, "server", name);
    const archive = path.join(directory, "classes.jsa");
    await run(JAVA, [
        ...JVM_OPTIONS,
        `-XX:ArchiveClassesAtExit=${archive}`,
        "-Dspring.context.exit=onRefresh",
        "-jar",
        unpacked,
        `--coterie.data-dir=${path.join(directory, "data")}`,
        `--coterie.jwt.key-file=${path.join(directory, "jwt-key")}`,
        "--server.port=0",
    ]);
    process.env.COTERIE_JAR = unpacked;
    process.env.COTERIE_CLASSES = archive;
    return () => rmSync(directory, { recursive: true, force: true });
}
