package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyRotationTests {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.5Z");
    private static final Duration OVERLAP = Duration.ofDays(2);

    /** More steps than a rotation has. */
    private static final int MANY = 50;

    @TempDir
    private Path directory;

    private KeyLayout layout;

    @BeforeEach
    void aPair() throws IOException {
        layout = KeyLayout.of(directory.resolve("jwt-key"));
        writeOurs();
    }

    @Test
    void putsANewPairInPlace() throws IOException {
        assertThat(rotate(new KeyDisk())).isTrue();

        KeyRing ring = read();
        assertThat(ring.pair().publicKey()).isNotEqualTo(Keys.OURS.publicKey());
        assertThat(KeyFiles.read(layout.privateFile(), layout.publicFile())).isEqualTo(ring.pair());
        assertThat(Files.getPosixFilePermissions(layout.privateFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(ring.retired())
                .isEqualTo(new RetiredKey(
                        Keys.OURS.publicKey(),
                        ring.current().thumbprint(),
                        Instant.parse("2026-05-04T03:02:01Z"),
                        Instant.parse("2026-05-06T03:02:01Z")));
        assertThat(KeyFiles.readPublic(layout.retiredFile())).isEqualTo(Keys.OURS.publicKey());
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub", "jwt-key.pub.old");
    }

    @Test
    void keepsOneOldKeyOnly() throws IOException {
        rotate(new KeyDisk());
        KeyRing second = read();
        rotate(new KeyDisk());

        assertThat(read().retired())
                .isNotNull()
                .extracting(RetiredKey::key)
                .isEqualTo(second.pair().publicKey());
    }

    @Test
    void keepsNoOldKeyWithoutAnOverlap() throws IOException {
        rotate(new KeyDisk());
        rotation(new KeyDisk()).rotate(read().current().thumbprint(), Duration.ZERO, NOW);

        assertThat(read().retired()).isNull();
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    @Test
    void rotatesTheKeyThatWasMeantOnly() throws IOException {
        assertThat(rotation(new KeyDisk()).rotate(Fingerprints.thumbprint(Keys.OTHERS.publicKey()), OVERLAP, NOW))
                .isFalse();

        assertThat(read().pair()).isEqualTo(Keys.OURS);
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    @Test
    void forgets() throws IOException {
        rotate(new KeyDisk());
        rotation(new KeyDisk()).forget();
        rotation(new KeyDisk()).forget();

        assertThat(read().retired()).isNull();
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    /** The process is killed before each step in turn; nothing runs afterwards, not even what cleans up. */
    @Test
    void comesUpWithAWholePairWhereverItIsKilled() throws IOException {
        List<Boolean> rotated = new ArrayList<>();
        for (int steps = 0; steps < MANY; steps++) {
            startAnew();
            RiggedDisk disk = new RiggedDisk(steps, new Killed());
            try {
                rotate(disk);
                break;
            } catch (Killed e) {
                KeyRing meanwhile = read();
                assertThat(meanwhile.pair().matches()).isTrue();
                KeyRing next = start();
                assertThat(next).isEqualTo(meanwhile);
                assertThat(KeyFiles.read(layout.privateFile(), layout.publicFile()))
                        .isEqualTo(next.pair());
                rotated.add(isRotated(next));
                assertThat(files())
                        .containsExactlyElementsOf(
                                isRotated(next)
                                        ? List.of("jwt-key", "jwt-key.pub", "jwt-key.pub.old")
                                        : List.of("jwt-key", "jwt-key.pub"));
                assertThat(rotate(new KeyDisk())).isTrue();
            }
        }
        assertThat(rotated).hasSizeGreaterThan(6).contains(true, false).isSorted();
    }

    /** A whole second rotation, so that there is an old key to lose. */
    @Test
    void losesNoOldKeyBeforeItHasAnother() throws IOException {
        int steps = 0;
        for (; steps < MANY; steps++) {
            startAnew();
            rotate(new KeyDisk());
            KeyRing first = read();
            try {
                rotate(new RiggedDisk(steps, new Killed()));
                break;
            } catch (Killed e) {
                KeyRing next = start();
                RetiredKey retired = Objects.requireNonNull(next.retired());
                if (next.pair().equals(first.pair())) {
                    assertThat(retired).isEqualTo(first.retired());
                } else {
                    assertThat(retired.key()).isEqualTo(first.pair().publicKey());
                }
            }
        }
        assertThat(steps).isBetween(7, MANY - 1);
    }

    /** The disk is full, or the directory is not ours: each step fails in turn, and so does everything after it. */
    @Test
    void keepsTheOldPairOrHasTheNewOneWhateverFails() throws IOException {
        int refused = 0;
        int done = 0;
        for (int steps = 0; steps < MANY; steps++) {
            startAnew();
            RiggedDisk disk = new RiggedDisk(steps, null);
            try {
                assertThat(rotate(disk)).isTrue();
                done++;
                assertThat(isRotated(read())).isTrue();
                if (!disk.failed) {
                    break;
                }
            } catch (KeyFileException e) {
                refused++;
                assertThat(e).hasMessageContaining("cannot be replaced");
                assertThat(read().pair()).isEqualTo(Keys.OURS);
            }
            KeyRing before = read();
            assertThat(start()).isEqualTo(before);
        }
        assertThat(refused).isGreaterThan(3);
        assertThat(done).isGreaterThan(2);
    }

    @Test
    void leavesNothingBehindWhenItIsRefused() throws IOException {
        RiggedDisk disk = new RiggedDisk(5, null);
        disk.once = true;

        assertThatExceptionOfType(KeyFileException.class).isThrownBy(() -> rotate(disk));

        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
        assertThat(read().pair()).isEqualTo(Keys.OURS);
    }

    @Test
    void replacesNoLink() throws IOException {
        Path elsewhere = Files.move(layout.privateFile(), directory.resolve("elsewhere"));
        Files.createSymbolicLink(layout.privateFile(), elsewhere);

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> rotate(new KeyDisk()))
                .withMessageContaining("is a symbolic link");
        assertThat(read().pair()).isEqualTo(Keys.OURS);
    }

    @Test
    void countsAnOldKeyOnlyBesideTheOneThatFollowedIt() throws IOException {
        rotate(new KeyDisk());

        writeOurs();
        assertThat(read().retired()).isNull();
        assertThat(read().pair()).isEqualTo(Keys.OURS);
    }

    @Test
    void startsWithAnOldKeyThatNobodyCanRead() throws IOException {
        for (String content : new String[] {
            "",
            "nonsense",
            Keys.publicPem(Keys.OTHERS),
            "Successor: x\nRotated: today\nValid until: tomorrow\n" + Keys.publicPem(Keys.OTHERS)
        }) {
            Files.writeString(layout.retiredFile(), content);
            assertThat(start().retired()).isNull();
        }
    }

    @Test
    void serversThatRotateAtOnceTakeTurns() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Rotator.class.getName(),
                            layout.privateFile().toString(),
                            Fingerprints.thumbprint(Keys.OURS.publicKey()))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out" + i).toFile())
                    .start());
        }
        int rotated = 0;
        for (int i = 0; i < processes.size(); i++) {
            assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(directory.resolve("out" + i)))
                    .isIn(0, Rotator.TOO_LATE);
            rotated += processes.get(i).exitValue() == 0 ? 1 : 0;
        }
        assertThat(rotated).isEqualTo(1);
        assertThat(read().retired()).isNotNull().extracting(RetiredKey::key).isEqualTo(Keys.OURS.publicKey());
    }

    private boolean rotate(KeyDisk disk) {
        return rotation(disk).rotate(read().current().thumbprint(), OVERLAP, NOW);
    }

    private KeyRotation rotation(KeyDisk disk) {
        return new KeyRotation(layout, disk, new KeyLock(layout));
    }

    private KeyRing read() {
        return new KeyRingFiles(layout, "key").read();
    }

    /** What a server does first. */
    private KeyRing start() {
        return new FileSigningKeys(layout, "key", new KeyDisk(), OVERLAP, Clock.fixed(NOW, ZoneOffset.UTC), event -> {})
                .ring();
    }

    private void startAnew() throws IOException {
        for (String name : files()) {
            Files.delete(directory.resolve(name));
        }
        writeOurs();
    }

    private void writeOurs() throws IOException {
        Files.writeString(layout.privateFile(), Keys.privatePem(Keys.OURS));
        Files.setPosixFilePermissions(layout.privateFile(), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(layout.publicFile(), Keys.publicPem(Keys.OURS));
    }

    private static boolean isRotated(KeyRing ring) {
        return !ring.pair().equals(Keys.OURS);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".jwt-key.lock"))
                    .sorted()
                    .toList();
        }
    }

    /** The end of the process: no handler of exceptions sees it. */
    private static final class Killed extends Error {}

    /** Does so many steps, then none; a write that is cut off leaves half of its file. */
    private static final class RiggedDisk extends KeyDisk {

        private final @Nullable Killed killed;
        private int left;
        private boolean failed;
        private boolean once;

        /** @param killed null: steps fail */
        RiggedDisk(int steps, @Nullable Killed killed) {
            this.left = steps;
            this.killed = killed;
        }

        @Override
        void writePrivate(Path file, RsaKeyPair pair) throws IOException {
            half(file);
            super.writePrivate(file, pair);
            step();
        }

        @Override
        void writePublic(Path file, String text) throws IOException {
            half(file);
            super.writePublic(file, text);
            step();
        }

        @Override
        void replace(Path finished, Path name) throws IOException {
            step();
            super.replace(finished, name);
        }

        @Override
        void delete(Path file) throws IOException {
            if (Files.exists(file)) {
                step();
            }
            super.delete(file);
        }

        private void half(Path file) throws IOException {
            if (left == 0) {
                Files.writeString(file, "-----BEGIN P");
            }
            step();
        }

        private void step() throws IOException {
            if (left > 0) {
                left--;
                return;
            }
            if (failed && once) {
                return;
            }
            failed = true;
            if (killed != null) {
                throw killed;
            }
            throw new IOException("No space left on device");
        }
    }

    /** One of several servers. */
    static final class Rotator {

        static final int TOO_LATE = 3;

        private Rotator() {}

        public static void main(String[] args) {
            KeyLayout layout = KeyLayout.of(Path.of(args[0]));
            boolean rotated = new KeyRotation(layout, new KeyDisk(), new KeyLock(layout)).rotate(args[1], OVERLAP, NOW);
            System.exit(rotated ? 0 : TOO_LATE);
        }
    }
}
