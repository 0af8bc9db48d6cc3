package dev.coterie.admin;

import java.net.http.HttpResponse;
import java.time.Instant;
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
import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.ModelCollections;
import dev.coterie.convergence.Models;
import dev.coterie.document.CollectionPolicy;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.CollectionStore;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.NewDocument;
import dev.coterie.document.Retention;
import dev.coterie.document.Snapshot;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@ServerTest
class CollectionAdminIntegrationTests {

    private static final String LIST = "/admin/collections";
    private static int serial;

    private final int port;
    private final CollectionStore store;
    private final ModelCollections collections;
    private final DocumentStore documents;

    private Browser root;
    private String name;

    CollectionAdminIntegrationTests(
            @LocalServerPort int port,
            @Autowired CollectionStore store,
            @Autowired ModelCollections collections,
            @Autowired DocumentStore documents) {
        this.port = port;
        this.store = store;
        this.collections = collections;
        this.documents = documents;
    }

    @BeforeEach
    void aCollection() {
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        name = "collection-" + ++serial;
        root.submit(LIST + "/add", LIST + "/add", Map.of("name", name));
    }

    @Test
    void aCollectionIsAddedOnce() {
        assertThat(root.get(LIST + "?q=" + name).body()).contains(name, "all of it");
        assertThat(root.get(page()).body()).contains(name, "Everybody", "added");
        assertThat(root.submit(LIST + "/add", LIST + "/add", Map.of("name", name))
                        .body())
                .contains("There is a collection of that name already.");
        assertThat(root.submit(LIST + "/add", LIST + "/add", Map.of("name", " "))
                        .body())
                .contains("A collection needs a name.");
        assertThat(root.get("/admin").body()).contains("What holds for documents together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "../..", "${7*7}", "a/b?c#d", "Größe 🖊 '"})
    void copesWithAnyName(String odd) {
        name = odd + serial;
        root.submit(LIST + "/add", LIST + "/add", Map.of("name", name));
        assertThat(root.get(page()).statusCode()).isEqualTo(200);
        assertThat(root.get(page()).body()).doesNotContain("<script>alert");
        assertThat(root.get(LIST).body()).doesNotContain("<script>alert");
        assertThat(root.get(page() + "/history").body()).doesNotContain("<script>alert");
    }

    @Test
    void settingsAreSaved() {
        HttpResponse<String> wrong = root.submit(page(), page(), Map.of("keepDays", "0", "keepVersions", "many"));
        assertThat(wrong.body()).contains("A whole number, please, or nothing.");
        assertThat(collection().policy()).isEqualTo(CollectionPolicy.USUAL);

        root.submit(page(), page(), Map.of("keepDays", "30", "keepVersions", "5000", "milestoneEvery", "200"));

        assertThat(collection().policy()).isEqualTo(new CollectionPolicy(false, 200, new Retention(30, 5_000L)));
        assertThat(root.get(LIST + "?q=" + name).body()).contains("30 days, at most 5,000 versions");
        assertThat(root.get(page() + "/history").body()).contains("days kept", "30", "versions kept", "5000");
        root.submit(page(), page(), Map.of("autoCreate", "true"));
        assertThat(collection().policy()).isEqualTo(new CollectionPolicy(true, 0, Retention.ALL));
    }

    @Test
    void rightsAreSetAndRemoved() {
        root.submit("/admin/groups/add", "/admin/groups/add", Map.of("name", "group of " + name));

        rights(Map.of("who", "world", "read", "true"));
        rights(Map.of("who", "user", "name", "ann, <b>", "read", "true", "write", "true"));
        rights(Map.of("who", "group", "name", "group of " + name, "manage", "true"));
        rights(Map.of("who", "group", "name", "nobody"));
        assertThat(root.get(page()).body()).contains("There is no such group.");
        rights(Map.of("who", "user", "name", ""));
        assertThat(root.get(page()).body()).contains("Nobody is called so.");

        CollectionRights read = new CollectionRights(false, true, false, false, false);
        CollectionRights write = new CollectionRights(false, true, true, false, false);
        CollectionRights manage = new CollectionRights(false, false, false, false, true);
        assertThat(collections.access(collection()))
                .isEqualTo(new CollectionAccess(read, Map.of("ann, <b>", write), Map.of("group of " + name, manage)));
        assertThat(root.get(page()).body()).contains("ann, &lt;b&gt;").doesNotContain("<b>");
        assertThat(root.get(page() + "/history").body()).contains("rights of everybody", "read, write");

        root.submit(page(), page() + "/rights/remove", Map.of("who", "user", "name", "ann, <b>"));
        root.submit(page(), page() + "/rights/remove", Map.of("who", "group", "name", "group of " + name));
        root.submit(page(), page() + "/rights/remove", Map.of("who", "world"));
        assertThat(collections.access(collection())).isEqualTo(CollectionAccess.OPEN.withWorld(read));
    }

    @Test
    void onlyAnEmptyOneIsDeleted() {
        await(documents.create(new NewDocument(
                new DocumentKey(Models.KIND, name),
                name,
                "anna",
                false,
                Instant.EPOCH,
                new byte[0],
                new Snapshot(1, Instant.EPOCH, new byte[0]))));
        String page = page();
        root.submit(page, page + "/delete", Map.of());
        assertThat(root.get(page).body()).contains("There are documents in it");
        assertThat(root.get(LIST + "?q=" + name).body()).contains(name);
        await(documents.delete(await(documents.record(new DocumentKey(Models.KIND, name)))
                .orElseThrow()
                .id()));

        root.submit(page, page + "/delete", Map.of());
        assertThat(root.get(LIST).body()).contains("was deleted");
        assertThat(root.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void missingCollectionsMayBeForbidden() {
        root.submit(LIST, LIST + "/missing", Map.of("create", "false"));
        assertThat(await(store.createsMissing(Models.KIND))).isFalse();
        assertThat(root.get(LIST).body()).contains("only in collections that there are");
        root.submit(LIST, LIST + "/missing", Map.of("create", "true"));
        assertThat(await(store.createsMissing(Models.KIND))).isTrue();
        assertThat(root.get("/admin/log").body()).contains("missing collections are made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?q=%00&page=x", "?page=2147483647", "?q=nobody-is-called-so"})
    void listsInAnyWay(String query) {
        assertThat(root.get(LIST + query).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> rights(Map<String, String> fields) {
        return root.submit(page(), page() + "/rights", fields);
    }

    private CollectionRecord collection() {
        return await(store.find(Models.KIND, name)).orElseThrow();
    }

    private String page() {
        return LIST + "/" + collection().id();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
