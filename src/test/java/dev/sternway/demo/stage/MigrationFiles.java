package dev.sternway.demo.stage;

import dev.sternway.demo.victim.VictimDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies a plan's migration files in order, each in a transaction of its own, as the release would. */
public final class MigrationFiles {
    private final Path plan;

    public MigrationFiles(Path plan) {
        this.plan = plan;
    }

    public List<Path> inOrder() throws IOException {
        try (Stream<Path> files = Files.list(plan.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    public void applyTo(VictimDatabase database) throws IOException {
        for (Path file : inOrder()) {
            String script = Files.readString(file);
            DataSource owner = database.asOwner();
            new TransactionTemplate(new DataSourceTransactionManager(owner))
                    .executeWithoutResult(
                            transaction -> JdbcClient.create(owner).sql(script).update());
        }
    }
}
