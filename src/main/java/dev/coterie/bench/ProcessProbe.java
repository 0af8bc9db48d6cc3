package dev.coterie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads what a process has used so far from {@code /proc}; knows nothing where there is none. Immutable. */
final class ProcessProbe {

    /** USER_HZ, which Linux fixes at 100 for what it shows to programs. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME_FIELD = 11;
    private static final int STIME_FIELD = 12;

    private final Path directory;

    ProcessProbe(long pid) {
        this(Path.of("/proc", Long.toString(pid)));
    }

    ProcessProbe(Path directory) {
        this.directory = directory;
    }

    /** User and system time of all its threads so far, not a number when unknown. */
    double cpuSeconds() {
        try {
            String stat = Files.readString(directory.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[UTIME_FIELD]) + Long.parseLong(fields[STIME_FIELD])) / TICKS_PER_SECOND;
        } catch (IOException | RuntimeException e) {
            return Double.NaN;
        }
    }

    /** Resident memory now, in megabytes, not a number when unknown. */
    double residentMegabytes() {
        return megabytes("VmRSS:");
    }

    /** The most it ever had resident, in megabytes, not a number when unknown. */
    double peakResidentMegabytes() {
        return megabytes("VmHWM:");
    }

    private double megabytes(String name) {
        try {
            OptionalLong kibibytes = Files.readAllLines(directory.resolve("status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
            return kibibytes.isPresent() ? kibibytes.getAsLong() * 1024 / 1e6 : Double.NaN;
        } catch (IOException | RuntimeException e) {
            return Double.NaN;
        }
    }
}
