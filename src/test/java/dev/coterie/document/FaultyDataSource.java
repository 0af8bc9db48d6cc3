package dev.coterie.document;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source whose database can be made to vanish. Thread-safe. */
final class FaultyDataSource extends DelegatingDataSource {

    private volatile boolean broken;

    FaultyDataSource(DataSource target) {
        super(target);
    }

    void breakDown() {
        broken = true;
    }

    void repair() {
        broken = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (broken) {
            throw new SQLTransientConnectionException("the database went away");
        }
        return super.getConnection();
    }
}
