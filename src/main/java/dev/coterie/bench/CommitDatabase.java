package dev.coterie.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;

/** Finds a database of the same kind as the server's: an H2 file with the options that the server ships with. */
final class CommitDatabase {

    private static final String CONFIGURATION = "/application.properties";
    private static final String URL_PROPERTY = "spring.datasource.url";
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final String FALLBACK_OPTIONS = ";WRITE_DELAY=0";

    private CommitDatabase() {}

    static String url(Path directory) throws IOException {
        return H2_FILE + directory.resolve("commits").toAbsolutePath() + options(configuredUrl());
    }

    /** What follows the file's name in a URL of the server's. */
    static String options(String serverUrl) {
        int options = serverUrl.indexOf(';');
        return serverUrl.startsWith(H2_FILE) && options >= 0 ? serverUrl.substring(options) : FALLBACK_OPTIONS;
    }

    private static String configuredUrl() throws IOException {
        Properties properties = new Properties();
        try (InputStream configuration = CommitDatabase.class.getResourceAsStream(CONFIGURATION)) {
            if (configuration != null) {
                properties.load(configuration);
            }
        }
        return properties.getProperty(URL_PROPERTY, "");
    }
}
