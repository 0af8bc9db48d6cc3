package dev.coterie.convergence.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AccountDirectory.SearchField;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.identity.SearchUsersRequestMessage;
import dev.coterie.convergence.wire.identity.UserField;

/** A search for users that makes sense. Immutable. */
record UserSearch(
        String text, List<SearchField> fields, SearchField orderBy, boolean ascending, int offset, int limit) {

    /**
     * Reads a request; empty when nothing is wanted.
     *
     * @throws RequestRefusedException when it names a field that does not exist, or a negative place
     */
    static Optional<UserSearch> of(SearchUsersRequestMessage request, int mostResults) {
        int offset = request.getOffset().getValue();
        int limit = request.hasLimit() ? Math.min(request.getLimit().getValue(), mostResults) : mostResults;
        if (offset < 0 || limit < 0) {
            throw new RequestRefusedException(ErrorCode.INVALID_MESSAGE, "Offset and limit are not negative", Map.of());
        }
        UserSearch search = new UserSearch(
                request.getValue(),
                request.getFieldsList().stream().map(UserSearch::field).toList(),
                field(request.getOrderField()),
                request.getAscending(),
                offset,
                limit);
        return limit == 0 || search.fields.isEmpty() ? Optional.empty() : Optional.of(search);
    }

    List<Account> in(AccountDirectory accounts) {
        return accounts.search(text, fields, orderBy, ascending, offset, limit);
    }

    private static SearchField field(UserField field) {
        return switch (field) {
            case USERNAME -> SearchField.USERNAME;
            case EMAIL -> SearchField.EMAIL;
            case FIRST_NAME -> SearchField.FIRST_NAME;
            case LAST_NAME -> SearchField.LAST_NAME;
            case DISPLAY_NAME -> SearchField.DISPLAY_NAME;
            case FIELD_NOT_SET, UNRECOGNIZED ->
                throw new RequestRefusedException(ErrorCode.UNKNOWN, "There is no such field", Map.of());
        };
    }
}
