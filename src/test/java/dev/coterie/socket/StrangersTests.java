package dev.coterie.socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StrangersTests {

    private final Strangers strangers = new Strangers(2);

    @Test
    void eachAddressHasItsOwnLimit() {
        strangers.enter("a");
        Runnable leave = strangers.enter("a");
        strangers.enter("b");

        assertThat(strangers.full("a")).isTrue();
        assertThat(strangers.full("b")).isFalse();

        leave.run();
        leave.run();
        assertThat(strangers.full("a")).isFalse();
        strangers.enter("a");
        assertThat(strangers.full("a")).as("leaving twice counts once").isTrue();
    }
}
