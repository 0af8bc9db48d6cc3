package dev.coterie.document;

import java.nio.file.FileSystemException;
import java.sql.SQLException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionException;

/** Tells failures of the database from failures of one change. Stateless. */
final class Faults {

    private Faults() {}

    /** Whether the next change would fail in the same way; false: one change of the batch is to blame. */
    static boolean isUnavailable(Throwable failure) {
        if (failure instanceof DataIntegrityViolationException
                || failure instanceof ConcurrencyFailureException
                || failure instanceof InvalidDataAccessApiUsageException) {
            return false;
        }
        return failure instanceof DataAccessException
                || failure instanceof TransactionException
                || failure instanceof VirtualMachineError;
    }

    /** What the one to blame is told, unless it knows better. */
    static RuntimeException refused(Throwable failure) {
        if (failure instanceof DataIntegrityViolationException violation) {
            return violation;
        }
        return new StorageUnavailableException("A change was refused: " + code(failure), failure);
    }

    /** The kind of failure only: messages of refused changes quote what was to be stored. */
    static String code(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return cause instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : cause.getClass().getSimpleName();
    }

    static StorageUnavailableException unavailable(Throwable failure) {
        return failure instanceof StorageUnavailableException already
                ? already
                : new StorageUnavailableException("The storage cannot be read: " + reason(failure), failure);
    }

    /** The innermost message, on one line. */
    static String reason(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse("").strip();
        // The messages of these often are a path and nothing else.
        return cause instanceof FileSystemException ? cause.getClass().getSimpleName() + ": " + line : line;
    }
}
