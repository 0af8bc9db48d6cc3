package dev.coterie.admin;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.web.Browser;
import dev.coterie.account.web.ServerTest;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.TestModel;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentStore;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@ServerTest
class DocumentAdminIntegrationTests {

    private static final String LIST = "/admin/documents";
    private static int serial;

    private final int port;
    private final DocumentStore store;
    private final Models models;

    private Browser root;
    private String name;
    private DocumentId id;

    DocumentAdminIntegrationTests(@LocalServerPort int port, @Autowired DocumentStore store, @Autowired Models models) {
        this.port = port;
        this.store = store;
        this.models = models;
    }

    @BeforeEach
    void aDocument() {
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        name = "doc-" + ++serial;
        id = create(name);
    }

    @Test
    void showsWhatIsKnown() {
        assertThat(root.get(LIST + "?q=" + name).body()).contains(name, "notes", "anna", "one document");
        assertThat(root.get(page()).body())
                .contains(name, "notes", "anna", "Nobody has it open on this server.", "href=\"/d/" + name + "\"")
                .contains("Version 3", "2 edits");
        assertThat(root.get("/admin").body()).contains("What people write together");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?q=%00&page=x",
                "?page=2147483647&sort=-changed",
                "?among=trash&sort=deleted",
                "?among=read-only&sort=-length",
                "?among=nonsense&sort=nonsense",
                "?sort=owner",
                "?sort=collection"
            })
    void listsInAnyWay(String query) {
        assertThat(root.get(LIST + query).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "../..", " ", "${7*7}", "a/b?c#d", "two\nlines"})
    void copesWithAnyName(String odd) {
        id = create(odd + serial);
        assertThat(root.get(page()).body()).doesNotContain("<script>alert");
        assertThat(root.get(page() + "/versions").body()).doesNotContain("<script>alert");
        assertThat(root.get(page() + "/versions/2").body()).doesNotContain("<script>alert");
        assertThat(download("/json").headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .doesNotContain("/");
        batch("delete");
        assertThat(root.get(LIST).body()).doesNotContain("<script>alert").contains("Deleted:");
        assertThat(root.get(LIST + "?among=trash").body()).doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/versions", "/versions/1", "/text", "/json"})
    void knowsNothingOfDocumentsThatAreNotThere(String action) {
        assertThat(root.get(LIST + "/999999999" + action).statusCode()).isEqualTo(404);
        assertThat(root.get(LIST + "/x" + action).statusCode()).isEqualTo(400);
    }

    @Test
    void renamesByTitle() {
        submit("/title", Map.of("title", "  Minutes & <b>more</b> "));
        assertThat(root.get(page()).body())
                .contains("Minutes &amp; &lt;b&gt;more", "renamed", name)
                .doesNotContain("<b>more");
        assertThat(root.get(LIST + "?q=minutes").body()).contains("Minutes &amp;", name);
        assertThat(root.get("/d/" + name).body()).contains("<title>Minutes &amp; &lt;b&gt;more&lt;/b&gt; · Coterie");
        assertThat(new Browser(port).get("/d/" + name).body()).doesNotContain("Minutes");

        assertThat(submit("/title", Map.of("title", "x".repeat(151))).body()).contains("At most 150 characters.");
        submit("/title", Map.of("title", ""));
        assertThat(root.get("/d/" + name).body()).contains("<title>" + name);
    }

    @Test
    void makesReadOnlyAndWritableAgain() {
        submit("/read-only", Map.of("readOnly", "true"));
        assertThat(root.get(page()).body()).contains("Read-only", "made read-only", "Let it be changed again");
        assertThat(root.get(LIST + "?among=read-only&q=" + name).body()).contains("one document");
        submit("/read-only", Map.of("readOnly", "false"));
        assertThat(root.get(LIST + "?among=read-only&q=" + name).body()).contains("no documents");
        assertThat(root.get(page() + "/history").body()).contains("made read-only", "made writable again");
        assertThat(root.get(page()).body()).contains("made writable again");
    }

    @Test
    void showsVersionsAndGoesBack() {
        assertThat(root.get(page() + "/versions/2").body()).contains("one Hello", "Go back to this version");
        assertThat(root.get(page() + "/versions/3").body())
                .contains("two one Hello")
                .doesNotContain("Go back to it");
        assertThat(root.get(page() + "/versions/9").statusCode()).isEqualTo(404);
        assertThat(root.get(page() + "/versions").body()).contains("Version 3", "2 edits");

        assertThat(submit("/versions/1/restore", Map.of()).statusCode()).isEqualTo(302);

        assertThat(root.get(page()).body())
                .contains("what it was in version 1", "went back to an older version of", "Version 4", "root");
        assertThat(await(models.now(name)).orElseThrow().text()).contains("Hello");
        assertThat(submit("/versions/17/restore", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void downloadsTextAndData() {
        HttpResponse<String> text = download("/text");
        assertThat(text.body()).isEqualTo("two one Hello");
        assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(text.headers().firstValue("Content-Disposition").orElseThrow())
                .contains(name + ".txt");
        assertThat(download("/text?version=1").body()).isEqualTo("Hello");
        assertThat(download("/json").body()).contains("\"text\" : \"two one Hello\"");
    }

    @Test
    void deletesIntoTheTrashAndBack() {
        assertThat(root.get(LIST + "/batch?action=delete&id=" + id.number()).body())
                .contains(name, "Into the trash", "value=\"" + id.number() + "\"");
        batch("delete");
        assertThat(root.get(LIST).body()).contains("Deleted: " + name);
        assertThat(root.get(page()).body())
                .contains("In the trash", "Take out of the trash")
                .doesNotContain("/d/");
        assertThat(root.get(LIST + "?among=trash&q=" + name).body()).contains(name, "root");
        assertThat(root.get(page() + "/text").statusCode()).isEqualTo(404);
        assertThat(await(models.now(name))).isEmpty();

        DocumentId other = create(name);
        batch("restore");
        assertThat(root.get(LIST + "?among=trash").body()).contains("called: " + name + "~2");
        assertThat(await(models.now(name + "~2")).orElseThrow().text()).contains("two one Hello");
        assertThat(other).isNotEqualTo(id);

        batch("delete");
        batch("purge");
        assertThat(root.get(LIST + "?among=trash").body()).contains("Deleted for good: " + name + "~2");
        assertThat(root.get(page()).statusCode()).isEqualTo(404);
        assertThat(root.get("/admin").body()).contains("deleted for good", "took out of the trash");
    }

    @Test
    void purgesOnlyWhatIsInTheTrash() {
        batch("purge");
        assertThat(root.get(LIST + "?among=trash").body()).contains("Nothing was chosen");
        assertThat(root.get(page()).statusCode()).isEqualTo(200);
        batch("restore");
        assertThat(root.get(page()).body()).doesNotContain("In the trash");
    }

    private HttpResponse<String> batch(String action) {
        return root.submit("/account", LIST + "/batch/" + action, Map.of("id", Long.toString(id.number())));
    }

    private HttpResponse<String> submit(String action, Map<String, String> fields) {
        return root.submit("/account", page() + action, fields);
    }

    private String page() {
        return LIST + "/" + id.number();
    }

    private DocumentId create(String document) {
        return TestModel.create(store, document, "anna", "Hello", "one ", "two ");
    }

    private HttpResponse<String> download(String action) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + page() + action))
                .header("Cookie", "COTERIE_SESSION=" + root.session())
                .build();
        return await(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
