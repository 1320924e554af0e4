package dev.sternway.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One PostgreSQL for the tests of the demo; it ends with the process. */
final class TestCluster {
    private static final EmbeddedPostgres SERVER = start();

    private TestCluster() {}

    static String url() {
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/";
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
