package dev.coterie.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

import dev.coterie.zwibbler.wire.Append;
import dev.coterie.zwibbler.wire.AppendAnswer;
import dev.coterie.zwibbler.wire.AppendOutcome;
import dev.coterie.zwibbler.wire.Broadcast;
import dev.coterie.zwibbler.wire.ClientMessage;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Fragments;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.MalformedMessageException;
import dev.coterie.zwibbler.wire.ProtocolVersion;
import dev.coterie.zwibbler.wire.ServerMessage;
import dev.coterie.zwibbler.wire.SetKey;
import dev.coterie.zwibbler.wire.Unknown;

/** Boards for the load generator alone: every message in one lock, nothing stored, faults on demand. */
final class ScriptedBoards extends BinaryWebSocketHandler {

    private static final int FAULT_AT_BYTES = 2_000;

    private final ScriptedServer.Fault fault;
    private final Map<String, Board> boards = new HashMap<>();
    private final Map<WebSocketSession, Member> members = new HashMap<>();
    private final Map<WebSocketSession, ByteArrayOutputStream> partial = new HashMap<>();

    private static final class Board {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final Map<WebSocketSession, Member> members = new LinkedHashMap<>();
    }

    private record Member(WebSocketSession session, Board board, ProtocolVersion version, long maxFrameBytes) {}

    ScriptedBoards(ScriptedServer.Fault fault) {
        this.fault = fault;
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    protected synchronized void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
            throws IOException, MalformedMessageException {
        ByteArrayOutputStream bytes = partial.computeIfAbsent(session, one -> new ByteArrayOutputStream());
        byte[] part = new byte[message.getPayloadLength()];
        message.getPayload().get(part);
        bytes.writeBytes(part);
        if (message.isLast()) {
            partial.remove(session);
            ClientMessage.decode(bytes.toByteArray()).handTo(new Script(session));
        }
    }

    @Override
    public synchronized void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Member member = members.remove(session);
        if (member != null) {
            member.board().members.remove(session);
        }
    }

    private static void send(WebSocketSession session, ServerMessage message, long maxFrameBytes) {
        try {
            for (byte[] frame : Fragments.of(message.encode(), maxFrameBytes)) {
                if (session.isOpen()) {
                    session.sendMessage(new BinaryMessage(frame));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Script implements ClientMessage.Receiver<Void> {

        private final WebSocketSession session;

        Script(WebSocketSession session) {
            this.session = session;
        }

        @Override
        @SuppressWarnings("NullAway")
        public Void init(Init init) {
            if (fault == ScriptedServer.Fault.REFUSE) {
                send(session, new ErrorMessage(4, "access denied"), Init.DEFAULT_FRAME_BYTES);
                close(CloseStatus.NORMAL);
                return null;
            }
            Board board = boards.computeIfAbsent(init.name(), name -> new Board());
            Member member = new Member(session, board, init.version(), init.maxFrameBytes());
            members.put(session, member);
            board.members.put(session, member);
            send(session, new Append(init.version(), 0, board.bytes.toByteArray()), init.maxFrameBytes());
            return null;
        }

        @Override
        @SuppressWarnings("NullAway")
        public Void append(Append append) {
            Member member = members.get(session);
            Board board = member.board();
            long length = board.bytes.size();
            boolean due = length > FAULT_AT_BYTES;
            if (due && fault == ScriptedServer.Fault.DISCONNECT) {
                close(CloseStatus.SERVER_ERROR);
                return null;
            }
            if (append.offset() != length) {
                send(session, new AppendAnswer(AppendOutcome.REFUSED, length), Init.DEFAULT_FRAME_BYTES);
                return null;
            }
            board.bytes.writeBytes(append.data());
            send(
                    session,
                    new AppendAnswer(AppendOutcome.STORED, length + append.data().length),
                    Init.DEFAULT_FRAME_BYTES);
            byte[] told = append.data().clone();
            if (due && fault == ScriptedServer.Fault.WRONG_TEXT) {
                told[told.length - 1] ^= 1;
            }
            for (Member other : board.members.values()) {
                if (other != member) {
                    send(other.session(), new Append(other.version(), length, told), other.maxFrameBytes());
                }
            }
            return null;
        }

        private void close(CloseStatus status) {
            try {
                session.close(status);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Void setKey(SetKey message) {
            throw new UnsupportedOperationException("not in the script");
        }

        @Override
        public Void broadcast(Broadcast message) {
            throw new UnsupportedOperationException("not in the script");
        }

        @Override
        public Void unknown(Unknown message) {
            throw new UnsupportedOperationException("not in the script");
        }
    }
}
