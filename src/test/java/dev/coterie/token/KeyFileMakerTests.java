package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyFileMakerTests {

    @TempDir
    private Path directory;

    private Path privateFile;
    private Path publicFile;

    @BeforeEach
    void name() {
        privateFile = directory.resolve("jwt-key");
        publicFile = directory.resolve("jwt-key.pub");
    }

    @Test
    void makesAPairThatItsOwnerAloneCanUse() throws IOException {
        make();

        RsaKeyPair pair = KeyFiles.read(privateFile, publicFile);
        assertThat(pair.publicKey().getModulus().bitLength()).isEqualTo(KeyFileMaker.BITS);
        assertThat(Files.getPosixFilePermissions(privateFile)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(privateFile)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(publicFile)).startsWith("-----BEGIN PUBLIC KEY-----\n");
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    @Test
    void makesTheDirectoryToo() {
        Path nested = directory.resolve("keys/of/ours/jwt-key");
        make(nested);
        assertThat(nested).exists();
    }

    @Test
    void keepsAPairThatIsThere() throws IOException {
        Files.writeString(privateFile, "private");
        Files.writeString(publicFile, "public");

        make();

        assertThat(privateFile).hasContent("private");
        assertThat(publicFile).hasContent("public");
    }

    @Test
    void refusesAPrivateKeyWithoutItsPublicOne() throws IOException {
        Files.writeString(privateFile, Keys.privatePem(Keys.OURS));

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(this::make)
                .withMessage("The key file " + publicFile + " is missing, but jwt-key beside it exists.");
        assertThat(privateFile).hasContent(Keys.privatePem(Keys.OURS));
        assertThat(files()).containsExactly("jwt-key");
    }

    @Test
    void refusesAPublicKeyWithoutItsPrivateOne() throws IOException {
        Files.writeString(publicFile, Keys.publicPem(Keys.OURS));

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(this::make)
                .withMessage("The key file " + privateFile + " is missing, but jwt-key.pub beside it exists.");
        assertThat(publicFile).hasContent(Keys.publicPem(Keys.OURS));
        assertThat(files()).containsExactly("jwt-key.pub");
    }

    @Test
    void completesAPairWhoseMakingWasInterrupted() throws IOException {
        Files.writeString(publicFile, Keys.publicPem(Keys.OURS));
        Files.writeString(directory.resolve(".jwt-key.new"), Keys.privatePem(Keys.OURS));

        make();

        assertThat(KeyFiles.read(privateFile, publicFile)).isEqualTo(Keys.OURS);
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    @Test
    void startsAnewWhenMakingWasInterruptedEarlier() throws IOException {
        Files.writeString(directory.resolve(".jwt-key.new"), "-----BEGIN PRIV");
        Files.writeString(directory.resolve(".jwt-key.lock"), "");

        make();

        assertThat(KeyFiles.read(privateFile, publicFile).matches()).isTrue();
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    @Test
    void saysWhenItCannotWrite() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path key = file.resolve("jwt-key");

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> make(key))
                .withMessageStartingWith("The key file " + key + " is missing and cannot be made");
    }

    @Test
    void processesThatStartAtOnceEndWithOnePair() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starter.class.getName(),
                            privateFile.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out" + i).toFile())
                    .start());
        }
        for (int i = 0; i < processes.size(); i++) {
            assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(directory.resolve("out" + i)))
                    .isZero();
            Files.delete(directory.resolve("out" + i));
        }
        assertThat(KeyFiles.read(privateFile, publicFile).matches()).isTrue();
        assertThat(files()).containsExactly("jwt-key", "jwt-key.pub");
    }

    private void make() {
        make(privateFile);
    }

    private static void make(Path privateFile) {
        KeyLayout layout = KeyLayout.of(privateFile);
        new KeyFileMaker(layout, new KeyDisk(), new KeyLock(layout)).makeWhenMissing();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".jwt-key.lock"))
                    .sorted()
                    .toList();
        }
    }

    /** One of several processes; fails when the pair that it finds does not match. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] args) {
            Path privateFile = Path.of(args[0]);
            Path publicFile = Path.of(args[0] + ".pub");
            make(privateFile);
            KeyFiles.read(privateFile, publicFile);
        }
    }
}
