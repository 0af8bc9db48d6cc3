package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class JournalFormatTests {

    @RepeatedTest(50)
    void whatIsEncodedIsDecoded() {
        List<LogRow> rows = random(Seed.random("JournalFormatTests"));

        assertThat(JournalFormat.decode(JournalFormat.encode(rows)))
                .usingRecursiveComparison()
                .isEqualTo(rows);
    }

    @Test
    void whateverElseIsDecodedIsRefused() {
        Random random = Seed.random("JournalFormatTests");
        byte[] good = JournalFormat.encode(random(random));
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Throwable fault = catchThrowable(() -> JournalFormat.decode(bytes));
            assertThat(fault).matches(thrown -> thrown == null || thrown instanceof DamagedDocumentException);
        }
    }

    private static List<LogRow> random(Random random) {
        List<LogRow> rows = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            byte[] payload = new byte[1 + random.nextInt(300)];
            random.nextBytes(payload);
            long position = random.nextInt(Integer.MAX_VALUE);
            boolean operation = random.nextBoolean();
            rows.add(new LogRow(
                    new DocumentId(1 + random.nextInt(1000)),
                    operation ? LogForm.OPERATIONS : LogForm.BYTES,
                    new LogEntry(
                            position,
                            operation ? position + 1 : position + payload.length,
                            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                            new String(new byte[random.nextInt(9)], StandardCharsets.UTF_8) + "ä\uD83D\uDE00",
                            payload)));
        }
        return rows;
    }
}
