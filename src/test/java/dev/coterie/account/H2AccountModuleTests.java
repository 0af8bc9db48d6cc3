package dev.coterie.account;

import java.util.List;

class H2AccountModuleTests extends AccountDatabaseTests {

    @Override
    List<String> dataSource() {
        return List.of("--spring.datasource.url=jdbc:h2:mem:accounts;DB_CLOSE_DELAY=-1");
    }
}
