package dev.sternway.store.backup;

import dev.sternway.base.ProblemException;
import dev.sternway.run.backup.OwnDatabase;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOwnDatabase implements OwnDatabase {
    private final JdbcClient jdbc;
    private final boolean file;

    JdbcOwnDatabase(JdbcClient jdbc, @Value("${spring.datasource.url}") String url) {
        this.jdbc = jdbc;
        this.file = url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
    }

    @Override
    public void backUp(Path to) {
        if (!file) {
            throw ProblemException.of(
                    "SW-0884",
                    "This database is backed up with its own tools",
                    "",
                    "pg_dump --format=custom --file sternway.dump DATABASE; see docs/operating-backup.md");
        }
        jdbc.sql("backup to ?").param(to.toString()).update();
    }
}
