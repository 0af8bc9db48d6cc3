package dev.coterie.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WideTransformTests {

    /** The protocol's table for one property. */
    @ParameterizedTest
    @CsvSource({
        "ADD, ADD, SET, -",
        "SET, SET, SET, -",
        "SET, REMOVE, ADD, -",
        "REMOVE, SET, -, ADD",
        "REMOVE, REMOVE, -, -"
    })
    void editsOfOneProperty(
            WideStep.Change server, WideStep.Change client, String serverBecomes, String clientBecomes) {
        WideTransform.Pair pair = WideTransform.transform(property("k", server), property("k", client));

        assertThat(shown(pair.server())).isEqualTo(serverBecomes);
        assertThat(shown(pair.client())).isEqualTo(clientBecomes);
    }

    @Test
    void editsOfDifferentPropertiesPass() {
        WideStep server = property("k", WideStep.Change.SET);
        WideStep client = property("l", WideStep.Change.REMOVE);

        assertThat(WideTransform.transform(server, client)).isEqualTo(new WideTransform.Pair(server, client));
    }

    @Test
    void textsAreTransformedOnlyWhenTheyAreTheSame() {
        WideStep server = new WideStep.Text("a", Splice.insert(0, "xy"));
        WideStep same = new WideStep.Text("a", Splice.insert(1, "z"));
        WideStep other = new WideStep.Text("b", Splice.insert(1, "z"));

        assertThat(WideTransform.transform(server, same).client())
                .isEqualTo(new WideStep.Text("a", Splice.insert(3, "z")));
        assertThat(WideTransform.transform(server, other).client()).isEqualTo(other);
    }

    @Test
    void whatCannotBeMadeFromOneStateIsFoundOut() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WideTransform.transform(
                        property("k", WideStep.Change.ADD), property("k", WideStep.Change.SET)));
    }

    @Test
    void stepsAreTheSameAfterTheWire() {
        WideStep number = new WideStep.Number("@:1", false, -3);
        WideStep removal = property("k", WideStep.Change.REMOVE);

        assertThat(WideStep.of(number.wire())).isEqualTo(number);
        assertThat(WideStep.of(removal.wire()).wire()).isEqualTo(removal.wire());
        assertThat(WideStep.of(property("k", WideStep.Change.ADD).wire()))
                .isEqualTo(property("k", WideStep.Change.ADD));
    }

    private static WideStep property(String key, WideStep.Change change) {
        return new WideStep.Property(change, false, key, WideData.number("@:9", 1));
    }

    private static String shown(WideStep step) {
        WideStep.Property property = (WideStep.Property) step;
        return property.noOp() ? "-" : property.change().name();
    }
}
