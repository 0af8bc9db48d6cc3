package dev.coterie.account.web.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.coterie.account.web.Browser;

/** The way to the provider and back, as a browser goes it. Stateless. */
final class ProviderVisit {

    static final String START = "/oauth2/authorization/oidc";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private ProviderVisit() {}

    static HttpResponse<String> signIn(Browser browser) {
        return signIn(browser, "");
    }

    /** @param query of the address where it begins */
    static HttpResponse<String> signIn(Browser browser, String query) {
        return browser.get(wayBack(location(browser.get(START + query))));
    }

    /** The path and query to which the provider sends somebody back. */
    static String wayBack(String provider) {
        try {
            HttpResponse<Void> response =
                    CLIENT.send(HttpRequest.newBuilder(URI.create(provider)).build(), BodyHandlers.discarding());
            URI back = URI.create(response.headers().firstValue("Location").orElseThrow());
            return back.getRawPath() + "?" + back.getRawQuery();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where an answer leads; of this site the path and query. */
    static String location(HttpResponse<?> response) {
        String location = response.headers().firstValue("Location").orElse("");
        URI uri = URI.create(location);
        return uri.isAbsolute() && uri.getPort() == response.uri().getPort()
                ? location.substring(location.indexOf('/', "https://".length()))
                : location;
    }
}
