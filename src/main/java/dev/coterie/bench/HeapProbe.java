package dev.coterie.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM of this machine what lives in its heap, with {@code jcmd}; knows nothing where there is none. Immutable. */
final class HeapProbe {

    /** One line for each part of the heap; the class data, which lie elsewhere, come under other names. */
    private static final Pattern USED = Pattern.compile("(?m)^ *(?!Metaspace|class space)\\S.*?\\bused (\\d+)K");

    private final long pid;

    HeapProbe(long pid) {
        this.pid = pid;
    }

    /** What is left after a full collection, in megabytes, not a number when unknown. */
    double liveMegabytes() throws InterruptedException {
        try {
            jcmd("GC.run");
            return usedMegabytes(jcmd("GC.heap_info"));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    static double usedMegabytes(String heapInfo) {
        Matcher used = USED.matcher(heapInfo);
        double kibibytes = Double.NaN;
        while (used.find()) {
            kibibytes = (Double.isNaN(kibibytes) ? 0 : kibibytes) + Long.parseLong(used.group(1));
        }
        return kibibytes * 1024 / 1e6;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(program, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }
}
