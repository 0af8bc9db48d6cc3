package dev.coterie.admin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.coterie.document.DocumentCatalog.Among;
import dev.coterie.document.DocumentCatalog.Order;
import dev.coterie.document.DocumentCatalog.Query;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentFilterTests {

    @ParameterizedTest
    @CsvSource({
        "'', '', ALL, NAME, false",
        "read-only, -changed, READ_ONLY, CHANGED, true",
        "trash, '', TRASH, DELETED, true",
        "trash, deleted, TRASH, DELETED, false",
        "nonsense, nonsense, ALL, NAME, false",
        "TRASH, -NAME, ALL, NAME, true"
    })
    void readsWhatStandsInTheAddress(String among, String sort, Among which, Order order, boolean descending) {
        Query query = new DocumentFilter("x", among, sort, 3).query("model");
        assertThat(query).isEqualTo(new Query("model", "x", which, order, descending, 50, 25));
    }

    @Test
    void linksKeepTheRest() {
        DocumentFilter filter = new DocumentFilter("a&b", "read-only", "changed", 2);
        assertThat(filter.link(3)).isEqualTo("?q=a%26b&among=read-only&sort=changed&page=3");
        assertThat(filter.sortLink("changed")).isEqualTo("?q=a%26b&among=read-only&sort=-changed");
        assertThat(filter.sortLink("owner")).isEqualTo("?q=a%26b&among=read-only&sort=owner");
        assertThat(new DocumentFilter("", "", "", 1).link(1)).isEqualTo("?");
        assertThat(new DocumentFilter("", "", "", 1).sortLink("name")).isEqualTo("?sort=-name");
    }

    @Test
    void pagesStayWithinBounds() {
        assertThat(new DocumentFilter("", "", "", -5).page()).isEqualTo(1);
        assertThat(new DocumentFilter("", "", "", Integer.MAX_VALUE)
                        .query("model")
                        .offset())
                .isPositive();
    }
}
