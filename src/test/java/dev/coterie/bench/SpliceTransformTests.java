package dev.coterie.bench;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpliceTransformTests {

    /** Rows of the protocol's worked examples: index, deleted, inserted of both sides, then the text. */
    @ParameterizedTest
    @CsvSource({
        "2,0,X, 4,0,Y, abXcdYef",
        "2,0,XX, 2,0,YY, abXXYYcdef",
        "4,0,X, 2,0,YYY, abYYYcdXef",
        "1,0,X, 3,2,'', aXbcf",
        "2,0,X, 2,2,'', abXef",
        "3,0,X, 2,3,'', abf",
        "5,0,X, 2,3,'', abXf",
        "2,3,'', 1,0,Y, aYbf",
        "2,3,'', 2,0,Y, abYf",
        "2,3,'', 3,0,YY, abf",
        "2,3,'', 5,0,Y, abYf",
        "0,2,'', 3,2,'', cf",
        "0,2,'', 2,2,'', ef",
        "1,3,'', 2,3,'', af",
        "2,3,'', 1,3,'', af",
        "2,2,'', 2,4,'', ab",
        "2,4,'', 2,2,'', ab",
        "1,4,'', 2,2,'', af",
        "2,2,'', 1,4,'', af",
        "2,2,'', 0,4,'', ef",
        "2,2,'', 2,2,'', abef"
    })
    void workedExamples(int si, int sd, String sl, int ci, int cd, String cl, String expected) {
        Splice server = new Splice(si, sd, sl, false);
        Splice client = new Splice(ci, cd, cl, false);

        assertThat(clientSide("abcdef", server, client)).isEqualTo(expected);
        assertThat(serverSide("abcdef", server, client)).isEqualTo(expected);
    }

    @Test
    void bothSidesAgreeForEveryPairOnASmallText() {
        for (Splice server : splices("abcd", "ST")) {
            for (Splice client : splices("abcd", "C")) {
                assertThat(serverSide("abcd", server, client))
                        .as("%s and %s", server, client)
                        .isEqualTo(clientSide("abcd", server, client));
            }
        }
    }

    @Test
    void whatHasNoEffectMovesNothing() {
        Splice idle = Splice.insert(0, "x").asNoOp();
        Splice other = Splice.insert(3, "y");

        assertThat(SpliceTransform.client(idle, other)).isEqualTo(other);
        assertThat(SpliceTransform.server(other, idle)).isEqualTo(other);
    }

    private static List<Splice> splices(String text, String inserted) {
        List<Splice> splices = new ArrayList<>();
        for (int index = 0; index <= text.length(); index++) {
            splices.add(Splice.insert(index, inserted));
            for (int count = 1; index + count <= text.length(); count++) {
                splices.add(Splice.remove(index, count));
            }
        }
        return splices;
    }

    private static String serverSide(String text, Splice server, Splice client) {
        StringBuilder result = new StringBuilder(text);
        server.applyTo(result);
        SpliceTransform.client(server, client).applyTo(result);
        return result.toString();
    }

    private static String clientSide(String text, Splice server, Splice client) {
        StringBuilder result = new StringBuilder(text);
        client.applyTo(result);
        SpliceTransform.server(server, client).applyTo(result);
        return result.toString();
    }
}
