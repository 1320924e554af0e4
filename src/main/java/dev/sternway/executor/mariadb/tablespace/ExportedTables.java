package dev.sternway.executor.mariadb.tablespace;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.TakeCopy;
import dev.sternway.database.mariadb.tablespace.Tablespaces;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.KeptRecord;
import dev.sternway.executor.mariadb.MariaTool;
import dev.sternway.executor.mariadb.SchemaSwap;
import dev.sternway.executor.mariadb.StepCourse;
import dev.sternway.executor.postgres.KeptDump;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of tables that a guard keeps: those of InnoDB as they are on the server, all other tables and sequences as a dump. */
final class ExportedTables {
    private static final String SNAPSHOT = "tablespaces";
    private static final String REST = "tables.sql";
    private static final String PARTS = "parts.json";
    private static final String DEFINITIONS = "definitions.json";

    private final StepContext context;
    private final String database;
    private final MariaAccess live;
    private final KeptDump kept;

    ExportedTables(StepContext context, String database) {
        this.context = context;
        this.database = database;
        this.live = TargetDatabase.mariaDb(context, database);
        this.kept = KeptDump.tablespaces(context, database);
    }

    KeptDump kept() {
        return kept;
    }

    /** @return evidence */
    Map<String, String> take() throws Exception {
        MariaAccess source =
                context.keepsakes().find("clone/" + database).map(live::other).orElse(live);
        Tablespaces.require(source);
        Catalog catalog;
        Parts parts;
        String server;
        try (Connection connection = source.connect();
                Connection here = live.connect()) {
            server = Sql.column(here, "SELECT VERSION()").get(0);
            List<String> impossible = TakeCopy.impossible(here);
            if (!impossible.isEmpty()) {
                throw ProblemException.of(
                        "SW-0594",
                        live.name() + " cannot be copied and swapped: " + String.join("; ", impossible),
                        live.name(),
                        "Change what it names");
            }
            catalog = CatalogReader.read(connection);
            Optional<Parts> noted = armed().find();
            parts = noted.isPresent() ? noted.get() : Parts.read(here);
        }
        List<String> fit = Tablespaces.fit(catalog);
        List<String> rest = new ArrayList<>(parts.tables());
        rest.removeAll(fit);
        if (!rest.isEmpty()) {
            new MariaTool("mariadb-dump").require(server);
        }
        Space.forDump(context.backups(), new Schemas(live).bytes(source.name()));
        BackupFolder folder = kept.folder();
        Tablespaces tablespaces = new Tablespaces(source, new StepCourse(context));
        context.stillMine();
        folder.create();
        boolean complete = false;
        try {
            Instant begun = context.clock().instant();
            long start = System.nanoTime();
            long[] held = {0};
            Snapshot[] seen = new Snapshot[1];
            tablespaces.export(List.copyOf(catalog.tables().keySet()), fit, folder.path(), () -> {
                dump(source, rest, folder);
                seen[0] = Content.still(source::connect, context::progress).snapshot();
                held[0] = (System.nanoTime() - start) / 1_000_000;
            });
            write(folder, DEFINITIONS, tablespaces.definitions(fit));
            write(folder, PARTS, parts);
            BackupManifest manifest = new BackupManifest(
                    live.name(),
                    source.name(),
                    server,
                    "FLUSH TABLES FOR EXPORT",
                    begun,
                    (System.nanoTime() - start) / 1_000_000,
                    Optional.empty(),
                    Optional.empty(),
                    folder.seal());
            kept.keep(manifest);
            armed().keep(parts);
            Snapshots.keep(context, database, SNAPSHOT, seen[0]);
            complete = true;
            Map<String, String> evidence = new LinkedHashMap<>();
            evidence.put("tables-as-files", String.valueOf(fit.size()));
            evidence.put("dumped-instead", rest.isEmpty() ? "none" : String.join(", ", rest));
            evidence.put("bytes", String.valueOf(manifest.bytes()));
            evidence.put("sha256", kept.digest().orElse(""));
            evidence.put("folder", folder.path().toString());
            evidence.put("writers-waited-millis", source.name().equals(live.name()) ? String.valueOf(held[0]) : "0");
            return evidence;
        } finally {
            if (!complete) {
                folder.delete();
            }
        }
    }

    private KeptRecord<Parts> armed() {
        return SchemaSwap.armed(context, database);
    }

    private static void write(BackupFolder folder, String name, Object value) throws Exception {
        Files.write(folder.path().resolve(name), PlanMapper.json().writeValueAsBytes(value));
    }

    private void dump(MariaAccess source, List<String> tables, BackupFolder folder) throws Exception {
        if (tables.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of(
                "--single-transaction",
                "--skip-triggers",
                "--skip-add-locks",
                "--dump-history",
                "--quick",
                "--hex-blob",
                "--skip-comments",
                "--default-character-set=utf8mb4",
                "--max-allowed-packet=1G",
                source.name()));
        words.addAll(tables);
        client(
                "mariadb-dump",
                words,
                Optional.empty(),
                Optional.of(folder.path().resolve(REST)));
    }

    /**
     * Into a schema of that name, whatever was there before.
     *
     * @return what it holds: what was exported
     * @throws ProblemException SW-0420 when a file was changed, SW-0682 when nothing was exported, SW-0687 when it is not equal
     */
    Snapshot into(MariaAccess scratch) throws Exception {
        if (kept.digest().isEmpty()) {
            throw ProblemException.of(
                    "SW-0682",
                    "No tablespaces were exported",
                    live.name(),
                    "Export them at arming: mariadb/tablespaces, action: export");
        }
        Tablespaces.require(live);
        BackupManifest manifest = kept.require(live.name());
        Snapshot armed = Snapshots.read(context, database, SNAPSHOT);
        Path folder = kept.folder().path();
        Parts parts = PlanMapper.json().readValue(Files.readAllBytes(folder.resolve(PARTS)), Parts.class);
        Map<String, String> definitions = PlanMapper.json()
                .readValue(
                        Files.readAllBytes(folder.resolve(DEFINITIONS)), new TypeReference<Map<String, String>>() {});
        try (Connection connection = live.connect()) {
            Path files = Path.of(Sql.column(connection, "SELECT @@datadir").get(0));
            Space.forCopy(live.host(), files, Math.max(manifest.bytes(), new Schemas(live).bytes(live.name())));
        }
        context.stillMine();
        new Schemas(scratch).create(scratch.name(), parts.charset());
        if (Files.exists(folder.resolve(REST))) {
            client(
                    "mariadb",
                    List.of("--default-character-set=utf8mb4", "--max-allowed-packet=1G", scratch.name()),
                    Optional.of(folder.resolve(REST)),
                    Optional.empty());
        }
        new Tablespaces(scratch, new StepCourse(context)).bring(definitions, folder);
        TakeCopy.dress(scratch, manifest.source(), parts);
        requireEqual(scratch, armed);
        return armed;
    }

    private void requireEqual(MariaAccess scratch, Snapshot armed) throws Exception {
        List<String> differences = new ArrayList<>();
        try (Connection connection = scratch.connect()) {
            differences.addAll(armed.schema().difference(SchemaFacts.of(CatalogReader.read(connection))));
        }
        differences.addAll(Content.still(scratch::connect, context::progress).difference(armed));
        if (!differences.isEmpty()) {
            throw ProblemException.of(
                    "SW-0687",
                    "The imported tables differ from those that were exported: " + String.join("; ", differences),
                    scratch.name(),
                    "Do not use these files; keep a clone or a dump");
        }
    }

    private void client(String tool, List<String> words, Optional<Path> in, Optional<Path> out) throws Exception {
        List<String> said = new ArrayList<>();
        int code = new MariaTool(tool).run(live, context, words, in, out, said::add);
        said.forEach(context::print);
        if (code != 0) {
            throw ProblemException.of(
                    "SW-0421",
                    tool + " ended with " + code + ": " + String.join(" ", said),
                    live.name(),
                    "Mend what it says, or keep a clone");
        }
    }
}
