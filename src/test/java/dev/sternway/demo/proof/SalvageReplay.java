package dev.sternway.demo.proof;

import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.victim.VictimDatabase;
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
    private final VictimDatabase database;
    private final String table;
    private final String column;
    private final MigrationFiles migration;
    private final Path folder;

    public SalvageReplay(VictimDatabase database, String table, String column, MigrationFiles migration, Path folder) {
        this.database = database;
        this.table = table;
        this.column = column;
        this.migration = migration;
        this.folder = folder;
    }

    /** One sentence for every promised value that cannot be brought back. */
    public List<String> brokenPromises(JournalProof proof) throws InterruptedException {
        Optional<String> aside = setAside();
        if (aside.isEmpty()) {
            return proof.promisedValues(table, column) == 0
                    ? List.of()
                    : List.of("no table outside of the schema public holds the column " + column + " set aside");
        }
        VictimDatabase scratch = copy();
        try {
            migration.applyTo(scratch);
            JdbcClient jdbc = JdbcClient.create(scratch.asSuperuser());
            jdbc.sql("UPDATE " + table + " SET " + column + " = aside." + column + " FROM " + aside.get()
                            + " aside WHERE " + table + ".id::text = aside.id::text AND aside." + column
                            + " IS NOT NULL")
                    .update();
            return proof.brokenPromises(jdbc);
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
                        + " WHERE column_name = ? AND table_schema NOT IN ('public', 'pg_catalog',"
                        + " 'information_schema') ORDER BY 1")
                .params(column)
                .query(String.class)
                .optional();
    }

    private VictimDatabase copy() throws InterruptedException {
        VictimDatabase scratch = database.sibling("demo_scratch");
        Path archive = folder.resolve("scratch.dump");
        run("pg_dump", "--format=custom", "--file=" + archive, "--dbname=" + StateBefore.uri(database));
        postgres()
                .sql("CREATE DATABASE " + scratch.name() + " OWNER " + database.owner())
                .update();
        run("pg_restore", "--exit-on-error", "--dbname=" + StateBefore.uri(scratch), archive.toString());
        return scratch;
    }

    private JdbcClient postgres() {
        return JdbcClient.create(database.sibling("postgres").asSuperuser());
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
