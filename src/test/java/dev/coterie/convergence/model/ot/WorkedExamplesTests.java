package dev.coterie.convergence.model.ot;

import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the client's own transformer made of pairs of operations. */
class WorkedExamplesTests {

    @ParameterizedTest(name = "{0}: {2} and {3} on {1}")
    @CsvFileSource(resources = "worked-examples.txt", delimiter = '|', quoteCharacter = '\0', commentCharacter = '#')
    void transformsLikeTheClient(
            String row, String start, String server, String client, String server2, String client2, String result) {
        boolean text = row.startsWith("string");
        Function<String, Operation> parse = text ? OperationNotation::parseText : OperationNotation::parseArray;
        Transformed pair = Transformer.transform(parse.apply(server), parse.apply(client));

        assertThat(pair.server()).isEqualTo(parse.apply(server2));
        assertThat(pair.client()).isEqualTo(parse.apply(client2));

        DataValue value = text ? TestModels.text(start) : TestModels.letters(start);
        String[] results = result.split(" / ");
        assertThat(state(value, parse.apply(server), pair.client())).isEqualTo(results[0]);
        assertThat(state(value, parse.apply(client), pair.server())).isEqualTo(results[results.length - 1]);
    }

    private static String state(DataValue start, Operation... operations) {
        ModelData data = TestModels.modelOf(start);
        for (Operation operation : operations) {
            TestModels.apply(data, operation);
        }
        DataValue value = TestModels.valueOf(data);
        return value instanceof StringValue string
                ? string.value()
                : ((ArrayValue) value)
                        .children().stream()
                                .map(element -> ((StringValue) element).value())
                                .collect(Collectors.joining());
    }
}
