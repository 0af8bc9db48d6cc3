package dev.coterie.convergence.session;

import org.junit.jupiter.api.Test;

import dev.coterie.convergence.session.PutOutModels.Acknowledgement;

import static org.assertj.core.api.Assertions.assertThat;

class PutOutModelsTests {

    private static final int MODEL = 7;

    private final PutOutModels models = new PutOutModels(false);

    @Test
    void whatWasNotTakenIsAcknowledged() {
        submit(1, 2, 3, 4);
        assertThat(models.closed(MODEL, 2, 30)).containsExactly(acknowledged(3, 30), acknowledged(4, 31));
        assertThat(models.late(MODEL, 5)).contains(acknowledged(5, 32));
        assertThat(models.late(MODEL, 6)).contains(acknowledged(6, 33));
    }

    @Test
    void whoHasSentNothingIsStillAnsweredLater() {
        assertThat(models.closed(MODEL, 0, 30)).isEmpty();
        assertThat(models.late(MODEL, 8))
                .as("the first since a resynchronisation")
                .contains(acknowledged(8, 30));
        assertThat(models.late(MODEL, 9)).contains(acknowledged(9, 31));
    }

    @Test
    void whereEverythingWasTakenNothingIsLeft() {
        submit(1, 2);
        assertThat(models.closed(MODEL, 2, 30)).isEmpty();
        assertThat(models.late(MODEL, 3)).contains(acknowledged(3, 30));
    }

    @Test
    void theFirstOfAResynchronisedSessionIsFound() {
        submit(17, 18);
        assertThat(models.closed(MODEL, 0, 5)).containsExactly(acknowledged(17, 5), acknowledged(18, 6));
    }

    @Test
    void nothingElseIsAcknowledged() {
        submit(1);
        models.closed(MODEL);
        assertThat(models.late(MODEL, 2)).isEmpty();
        models.closed(MODEL, 1, 5);
        assertThat(models.late(MODEL, 4)).as("one that comes out of turn").isEmpty();
        models.opened(MODEL);
        assertThat(models.late(MODEL, 2)).isEmpty();
        assertThat(models.late(MODEL + 1, 2)).isEmpty();
    }

    @Test
    void aClientThatKeepsCopiesIsNotMisled() {
        models.keepsCopies();
        submit(1);
        assertThat(models.closed(MODEL, 0, 5)).isEmpty();
        assertThat(models.late(MODEL, 2)).isEmpty();
    }

    @Test
    void theOldestModelsAreForgotten() {
        for (int model = 0; model <= 1000; model++) {
            models.closed(model, 1, 5);
        }
        assertThat(models.late(0, 2)).isEmpty();
        assertThat(models.late(1, 2)).isPresent();
    }

    private void submit(int... numbers) {
        models.opened(MODEL);
        for (int number : numbers) {
            models.submitted(MODEL, number);
        }
    }

    private static Acknowledgement acknowledged(int number, long version) {
        return new Acknowledgement(MODEL, number, version);
    }
}
