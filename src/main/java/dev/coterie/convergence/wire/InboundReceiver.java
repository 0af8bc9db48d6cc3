package dev.coterie.convergence.wire;

/**
 * Takes what a client sends, by kind.
 *
 * @param <R> what becomes of a message
 */
public interface InboundReceiver<R> {

    R request(Inbound.Request request);

    R answer(Inbound.Answer answer);

    R notice(Inbound.Notice notice);

    R ping(Inbound.Ping ping);

    R pong(Inbound.Pong pong);

    R unsupported(Inbound.Unsupported message);
}
