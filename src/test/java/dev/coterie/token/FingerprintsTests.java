package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Expectations by ssh-keygen, OpenSSL and a few lines of Python. */
class FingerprintsTests {

    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmQeRLxNBhWUXTcRYIpYS
            GDfDoxu1e15O9mw7/M8yK1LimGYYukFQauHtoVHDIjmx+AHn2xJzbSF1te371j2l
            DT9ukzIZabvEKfll/MHPhx4QnlztJsvtDy+ywbJkI4TsPS7X1hE/evOj9nLRNvCQ
            XmRBrqarEoEizJ2ipwl+xsxg80HMM8UvdaAQxmhmytjJ+0ktIhAdYK1kNTcDb3Ph
            A2SShNsvP/D0XZOs2zdstihj00o1VAIJPX5b4+mrPSZxx8UZAtwHAtidMo58RJRN
            fFgpSV5+qlOvqx3j6p/u5epjvYcerlXVSD+70xVtSFSRJLMrSAZfQgSn/o6JyZhC
            9QIDAQAB
            -----END PUBLIC KEY-----
            """;

    @TempDir
    private Path directory;

    @Test
    void areThoseOfOtherPrograms() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pub"), PEM);
        PublicSigningKey key = new PublicSigningKey("key", KeyFiles.readPublic(file));

        assertThat(key.sshFingerprint()).isEqualTo("SHA256:MykLmvqIBdlMELUJxAK9fk3u5HQCuHW/1wNEBqWdkzY");
        assertThat(key.opensslFingerprint())
                .isEqualTo("4b:38:4e:20:d2:ba:a6:00:a3:9a:9d:a4:60:28:bc:76:"
                        + "7a:68:4d:a1:f5:71:bc:3a:08:12:ed:14:a3:6f:fc:65");
        assertThat(key.thumbprint()).isEqualTo("2tqAlhBI-2PsXoMLRJjqhcdux6CtXT2VDajGRgYReQI");
        assertThat(key.bits()).isEqualTo(2048);
        assertThat(key.toPem()).isEqualTo(PEM);
    }
}
