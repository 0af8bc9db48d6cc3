package dev.coterie.bench;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.coterie.zwibbler.wire.Append;
import dev.coterie.zwibbler.wire.AppendAnswer;
import dev.coterie.zwibbler.wire.AppendOutcome;
import dev.coterie.zwibbler.wire.CreationMode;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.MalformedMessageException;
import dev.coterie.zwibbler.wire.ProtocolVersion;
import dev.coterie.zwibbler.wire.Reassembler;
import dev.coterie.zwibbler.wire.ServerMessage;

/**
 * One client of a {@link Classroom}: opens the board in version 2 of the protocol; if it teaches, appends in the form of
 * version 3. What the socket tells comes on its own threads and is handed to the classroom's; the rest is confined to
 * that one.
 */
final class Pupil implements WebSocket.Listener {

    private static final double MEAN_MILLIS = 1_000;
    private static final double DEVIATION_MILLIS = 500;
    private static final int APPEND_BYTES = 10;
    private static final int LETTERS = 26;
    private static final long CLOCK_MASK = 0xffff_ffffL;

    private final Classroom classroom;
    private final String name;
    private final boolean teaches;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Reassembler reassembler = new Reassembler(Integer.MAX_VALUE);
    private @Nullable WebSocket socket;
    private boolean joined;
    private boolean leaving;
    private boolean unanswered;
    private boolean behind;
    private long length;
    private int letter;

    Pupil(Classroom classroom, String name, boolean teaches) {
        this.classroom = classroom;
        this.name = name;
        this.teaches = teaches;
    }

    void connect(HttpClient http, URI address, String board) {
        if (leaving) {
            return;
        }
        classroom.step(name, "connects");
        http.newWebSocketBuilder()
                .buildAsync(address, this)
                .whenComplete((opened, failure) -> classroom.execute(() -> opened(opened, failure, board)));
    }

    private void opened(@Nullable WebSocket opened, @Nullable Throwable failure, String board) {
        if (opened == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            classroom.failed(name, "cannot connect: " + cause);
            return;
        }
        socket = opened;
        classroom.connected();
        int mode = CreationMode.POSSIBLY_CREATE.code();
        send(new Init(ProtocolVersion.TWO, 0, mode, 0, board, new byte[0]).encode());
    }

    private void send(byte[] message) {
        WebSocket to = socket;
        if (to != null) {
            to.sendBinary(ByteBuffer.wrap(message), true).whenComplete((sent, failure) -> {
                if (failure != null) {
                    classroom.execute(() -> end("cannot send: " + failure));
                }
            });
        }
    }

    void leave() {
        leaving = true;
        if (socket != null) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        frame.writeBytes(bytes);
        if (last) {
            byte[] whole = frame.toByteArray();
            frame.reset();
            classroom.execute(() -> {
                received(whole);
                from.request(1);
            });
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        classroom.execute(() -> end("the server has closed the connection with code " + code));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        classroom.execute(() -> end("the connection is broken: " + error));
    }

    private void end(String reason) {
        socket = null;
        if (!leaving) {
            leaving = true;
            classroom.failed(name, reason);
        }
    }

    private void received(byte[] part) {
        try {
            byte[] message = reassembler.add(part);
            if (message != null && !leaving) {
                received(ServerMessage.decode(message));
            }
        } catch (MalformedMessageException e) {
            end("the server sent a malformed message: " + e.getMessage());
        }
    }

    /** Keys and broadcasts have nothing to do with it. */
    private void received(ServerMessage message) {
        if (message instanceof Append append) {
            appended(append);
        } else if (message instanceof AppendAnswer answer && teaches) {
            answered(answer);
        } else if (message instanceof ErrorMessage error) {
            end("the server refuses, error " + error.code() + ": " + error.text());
        }
    }

    private void appended(Append append) {
        length = append.offset() + append.data().length;
        behind = false;
        classroom.seen(length);
        if (!joined) {
            joined = true;
            classroom.step(name, "has the board, " + length + " bytes");
            if (teaches) {
                drawLater();
            }
        } else if (!teaches && append.data().length >= Integer.BYTES) {
            long drawnAt = ByteBuffer.wrap(append.data()).getInt() & CLOCK_MASK;
            int millis = (int) (System.currentTimeMillis() - drawnAt);
            classroom.screenToScreen(millis);
            classroom.step(
                    name, "sees " + append.data().length + " bytes at " + append.offset() + " after " + millis + " ms");
        }
    }

    private void drawLater() {
        double millis = MEAN_MILLIS + DEVIATION_MILLIS * gaussian();
        classroom.after((long) Math.max(0, millis), this::draw);
    }

    /** Box and Muller's way. */
    private double gaussian() {
        double distance = Math.sqrt(-2 * Math.log(1 - classroom.random().nextDouble()));
        return distance * Math.cos(2 * Math.PI * classroom.random().nextDouble());
    }

    private void draw() {
        if (leaving) {
            return;
        }
        if (!unanswered && !behind) {
            byte[] data = new byte[APPEND_BYTES];
            Arrays.fill(data, (byte) ('A' + letter));
            letter = (letter + 1) % LETTERS;
            ByteBuffer.wrap(data).putInt((int) System.currentTimeMillis());
            unanswered = true;
            classroom.step(name, "draws at " + length);
            send(Append.encode(ProtocolVersion.THREE, length, data));
        }
        drawLater();
    }

    private void answered(AppendAnswer answer) {
        unanswered = false;
        classroom.step(name, "is told " + answer.outcome() + ", length " + answer.length());
        if (answer.outcome() == AppendOutcome.STORED) {
            length = answer.length();
            classroom.seen(length);
        } else {
            // The appends that a refused one has missed may have come before the refusal.
            behind = answer.outcome() == AppendOutcome.NOT_PERMITTED || length != answer.length();
        }
    }
}
