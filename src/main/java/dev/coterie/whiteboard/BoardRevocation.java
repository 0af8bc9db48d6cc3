package dev.coterie.whiteboard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccessRevoked;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardTokens;

/** Closes the boards of people whose sessions have been ended, and makes their tokens worthless. Thread-safe. */
@Component
class BoardRevocation {

    private static final Logger log = LoggerFactory.getLogger(BoardRevocation.class);

    private final Boards boards;
    private final BoardTokens tokens;

    BoardRevocation(Boards boards, BoardTokens tokens) {
        this.boards = boards;
        this.tokens = tokens;
    }

    @EventListener
    void revoked(AccessRevoked event) {
        tokens.changeUser(event.username(), Permissions.NONE)
                .thenCompose(count -> boards.changeUser(event.username(), Permissions.NONE))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        log.atError()
                                .setCause(failure)
                                .log("The boards of somebody who was signed out may still be open");
                    }
                });
    }
}
