package dev.sternway.demo.proof;

import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.victim.TodoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts what was set aside back where it would go if the release were tried again: a scratch copy of the database, migrated once
 * more. Then every promised value must be there.
 */
public final class SalvageReplay {
    private static final String COLUMN = "email";

    private final TodoDatabase database;
    private final MigrationFiles migration;
    private final Path folder;

    public SalvageReplay(TodoDatabase database, MigrationFiles migration, Path folder) {
        this.database = database;
        this.migration = migration;
        this.folder = folder;
    }

    /** One sentence for every promised value that cannot be brought back. */
    public List<String> brokenPromises(Journal journal) throws InterruptedException {
        Optional<String> aside = setAside();
        if (aside.isEmpty()) {
            return new JournalProof(journal).promisedValues("users", COLUMN) == 0
                    ? List.of()
                    : List.of("no table outside of the schema public holds the column " + COLUMN + " set aside");
        }
        TodoDatabase scratch = copy();
        try {
            migration.applyTo(scratch);
            JdbcClient jdbc = JdbcClient.create(scratch.asSuperuser());
            jdbc.sql("UPDATE users SET email = aside.email FROM " + aside.get() + " aside"
                            + " WHERE users.id::text = aside.id::text AND aside.email IS NOT NULL")
                    .update();
            return new JournalProof(journal).brokenPromises(jdbc);
        } catch (IOException e) {
            throw new DemoFailure("the migration files cannot be read: " + e.getMessage(), e);
        } finally {
            postgres()
                    .sql("DROP DATABASE IF EXISTS " + scratch.name() + " WITH (FORCE)")
                    .update();
        }
    }

    private Optional<String> setAside() {
        return JdbcClient.create(database.asSuperuser())
                .sql("SELECT format('%I.%I', table_schema, table_name) FROM information_schema.columns"
                        + " WHERE column_name = 'email' AND table_schema NOT IN ('public', 'pg_catalog',"
                        + " 'information_schema') ORDER BY 1")
                .query(String.class)
                .optional();
    }

    private TodoDatabase copy() throws InterruptedException {
        TodoDatabase scratch = new TodoDatabase(database.server(), "demo_scratch");
        Path archive = folder.resolve("scratch.dump");
        run("pg_dump", "--format=custom", "--file=" + archive, "--dbname=" + StateBefore.uri(database));
        postgres()
                .sql("CREATE DATABASE " + scratch.name() + " OWNER " + TodoDatabase.OWNER)
                .update();
        run("pg_restore", "--exit-on-error", "--dbname=" + StateBefore.uri(scratch), archive.toString());
        return scratch;
    }

    private JdbcClient postgres() {
        return JdbcClient.create(new TodoDatabase(database.server(), "postgres").asSuperuser());
    }

    private static void run(String... command) throws InterruptedException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new DemoFailure(command[0] + " failed");
            }
        } catch (IOException e) {
            throw new DemoFailure(command[0] + " could not be started: " + e.getMessage(), e);
        }
    }
}
