package dev.coterie.zwibbler.http;

import java.util.Arrays;

/** What the management API can do; names are case-sensitive. */
enum ManagementMethod {
    CREATE_DOCUMENT("createDocument"),
    DELETE_DOCUMENT("deleteDocument"),
    DUMP_DOCUMENT("dumpDocument"),
    CHECK_DOCUMENT("checkDocument"),
    ADD_TOKEN("addToken"),
    UPDATE_USER("updateUser");

    private final String word;

    ManagementMethod(String word) {
        this.word = word;
    }

    /** @throws RefusedRequestException when there is no such method */
    static ManagementMethod of(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word.equals(word))
                .findFirst()
                .orElseThrow(() -> RefusedRequestException.badRequest("Unknown 'method' parameter"));
    }
}
