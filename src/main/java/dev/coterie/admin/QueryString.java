package dev.coterie.admin;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.web.util.UriComponentsBuilder;

/** The query of an address within a list, made parameter by parameter; what is blank is left out. Confined to its thread. */
final class QueryString {

    private final Map<String, String> parameters = new LinkedHashMap<>();

    QueryString with(String name, String value) {
        if (!value.isBlank()) {
            parameters.put(name, value);
        }
        return this;
    }

    /** The number of a page; the first one needs none. */
    QueryString page(int number) {
        return number == 1 ? this : with("page", Integer.toString(number));
    }

    /** From the question mark on, which is there in any case: alone it leads to the list without a filter. */
    String text() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        parameters.keySet().forEach(name -> query.queryParam(name, "{" + name + "}"));
        String text =
                query.uriVariables(Map.copyOf(parameters)).encode().build().toUriString();
        return text.isEmpty() ? "?" : text;
    }
}
