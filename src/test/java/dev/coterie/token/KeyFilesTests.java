package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class KeyFilesTests {

    @TempDir
    private Path directory;

    private Path privateFile;
    private Path publicFile;

    @BeforeEach
    void writeGoodPair() throws IOException {
        privateFile = directory.resolve("jwt-key");
        publicFile = directory.resolve("jwt-key.pub");
        Files.createFile(
                privateFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(privateFile, Keys.privatePem(Keys.OURS));
        Files.writeString(publicFile, Keys.publicPem(Keys.OURS));
    }

    @Test
    void readsPkcs8AndSubjectPublicKeyInfo(CapturedOutput output) {
        assertThat(KeyFiles.read(privateFile, publicFile)).isEqualTo(Keys.OURS);
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void readsPkcs1() throws IOException {
        Files.writeString(privateFile, Keys.privatePkcs1Pem(Keys.OURS));
        Files.writeString(publicFile, Keys.publicPkcs1Pem(Keys.OURS));

        assertThat(KeyFiles.read(privateFile, publicFile)).isEqualTo(Keys.OURS);
    }

    @Test
    void readsKeysWithWindowsLineEndsBlankLinesAndTextAround() throws IOException {
        Files.writeString(
                privateFile,
                "\uFEFF\r\n  \r\nKey of the console:\r\n"
                        + Keys.privatePkcs1Pem(Keys.OURS).replace("\n", "\r\n")
                        + "\r\n\r\n");
        Files.writeString(publicFile, "\n\n" + Keys.publicPem(Keys.OURS).strip() + "  \n\t\n");

        assertThat(KeyFiles.read(privateFile, publicFile)).isEqualTo(Keys.OURS);
    }

    @Test
    void warnsOfAPrivateKeyThatOthersMayRead(CapturedOutput output) throws IOException {
        Files.setPosixFilePermissions(privateFile, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(KeyFiles.read(privateFile, publicFile)).isEqualTo(Keys.OURS);
        assertThat(output).contains("WARN").contains("has mode rw-r-----");
    }

    @Test
    void refusesHalvesOfTwoPairs() throws IOException {
        Files.writeString(publicFile, Keys.publicPem(Keys.OTHERS));
        assertRefused(publicFile, "does not belong to the private key in jwt-key");
    }

    @Test
    void refusesAFileThatIsNotPem() throws IOException {
        Files.writeString(privateFile, "ssh-rsa AAAAB3NzaC1yc2E= someone@example");
        assertRefused(privateFile, "is not in PEM format");
        Files.writeString(privateFile, "");
        assertRefused(privateFile, "is not in PEM format");
        Files.write(privateFile, new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80});
        assertRefused(privateFile, "is not in PEM format");
        Files.writeString(privateFile, Keys.privatePem(Keys.OURS).substring(0, 500));
        assertRefused(privateFile, "is not in PEM format");
    }

    @Test
    void refusesDamagedContent() throws IOException {
        Files.writeString(privateFile, Keys.privatePem(Keys.OURS).replaceFirst("M", "*"));
        assertRefused(privateFile, "is damaged");
        Files.writeString(privateFile, Keys.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        assertRefused(privateFile, "holds something else than an RSA private key");
        Files.writeString(privateFile, Keys.pem("RSA PRIVATE KEY", new byte[200]));
        assertRefused(privateFile, "holds something else than an RSA private key");
    }

    @Test
    void refusesAnEncryptedKey() throws IOException {
        Files.writeString(privateFile, Keys.pem("ENCRYPTED PRIVATE KEY", new byte[100]));
        assertRefused(privateFile, "is encrypted");
        Files.writeString(
                privateFile,
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A0B\n\nAAAA\n"
                        + "-----END RSA PRIVATE KEY-----\n");
        assertRefused(privateFile, "is encrypted");
    }

    @Test
    void refusesKeysOfOtherKinds() throws IOException {
        KeyPair elliptic = Keys.of("EC", 256);
        Files.writeString(
                privateFile, Keys.pem("PRIVATE KEY", elliptic.getPrivate().getEncoded()));
        assertRefused(privateFile, "holds something else than an RSA private key");
        Files.writeString(privateFile, Keys.pem("OPENSSH PRIVATE KEY", new byte[100]));
        assertRefused(privateFile, "holds \"OPENSSH PRIVATE KEY\" where a private RSA key is wanted");

        writeGoodPair(Keys.OURS);
        Files.writeString(
                publicFile, Keys.pem("PUBLIC KEY", elliptic.getPublic().getEncoded()));
        assertRefused(publicFile, "holds something else than an RSA public key");
    }

    @Test
    void refusesExchangedFiles() throws IOException {
        Files.writeString(privateFile, Keys.publicPem(Keys.OURS));
        assertRefused(privateFile, "holds \"PUBLIC KEY\" where a private RSA key is wanted");

        writeGoodPair(Keys.OURS);
        Files.writeString(publicFile, Keys.privatePem(Keys.OURS));
        assertRefused(publicFile, "holds \"PRIVATE KEY\" where a public RSA key is wanted");
    }

    @Test
    void refusesShortKeys() throws IOException {
        writeGoodPair(RsaKeyPair.generate(1024));
        assertRefused(privateFile, "holds an RSA key of 1024 bits, 2048 are the least");
    }

    @Test
    void refusesAPathThatIsNoFile() throws IOException {
        Files.delete(privateFile);
        Files.createDirectory(privateFile);
        assertRefused(privateFile, "cannot be read");
    }

    @Test
    void saysWhatIsWrongAtStart() {
        KeyFileException failure = KeyFiles.missing(privateFile, publicFile);

        assertThat(new KeyFileFailureAnalyzer().analyze(failure))
                .extracting(FailureAnalysis::getDescription, FailureAnalysis::getAction)
                .containsExactly(
                        "The key file " + privateFile + " is missing, but jwt-key.pub beside it exists.",
                        failure.remedy());
    }

    private void writeGoodPair(RsaKeyPair pair) throws IOException {
        Files.writeString(privateFile, Keys.privatePem(pair));
        Files.writeString(publicFile, Keys.publicPem(pair));
    }

    private void assertRefused(Path file, String problem) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFiles.read(privateFile, publicFile))
                .withMessageStartingWith("The key file " + file + " " + problem);
    }
}
