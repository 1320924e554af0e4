package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.decode.ChangeReplay;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import dev.sternway.database.salvage.RestoredTables;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.mariadb.OnMariaDb;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts back what was set aside. A second replay changes nothing. */
public final class ReplayDatabase implements Executor<ReplayDatabase.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "Numbers of transactions that are left out, the bad ones; sternway salvage list shows them. Only where the log of writes was kept.")
            List<Long> except) {
        public Inputs {
            except = except == null ? List.of() : List.copyOf(except);
        }

        public Inputs(String database) {
            this(database, List.of());
        }
    }

    @Override
    public String uses() {
        return "database/replay";
    }

    @Override
    public String summary() {
        return "Replays what database/salvage set aside, in one transaction; conflicts are listed for a person.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public Executor<Inputs> on(Inputs inputs, StepContext context) {
        return OnMariaDb.or(this, inputs, context);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<Manifest> kept = KeptRows.manifest(context, inputs.database());
        if (kept.isEmpty()) {
            return Outcome.refused("SW-0435", "Nothing was set aside", inputs.database(), "There is nothing to replay");
        }
        Manifest manifest = kept.get();
        Path folder = SalvageDatabase.folder(context, inputs.database());
        Replay.Result result;
        context.stillMine();
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        try (Connection connection = live.connect()) {
            if (manifest.changes().isPresent()) {
                ChangeReplay replay =
                        new ChangeReplay(connection, manifest.changes().get());
                Optional<String> copy = context.keepsakes().find("clone/" + inputs.database());
                if (copy.isPresent() && live.exists(copy.get())) {
                    replay.prepareFrom(live.other(copy.get())::connect, folder);
                }
                replay.skipOthers(RestoredTables.of(connection, manifest.key()));
                result = replay.replay(
                        folder, inputs.except(), done -> context.progress(done, manifest.rows(), "changes"));
            } else {
                result = new Replay(
                                connection, done -> context.progress(done, manifest.rows() + manifest.values(), "rows"))
                        .replay(manifest, folder);
            }
        }
        Path conflicts = folder.resolve("conflicts.jsonl");
        Files.write(conflicts, result.conflicts());
        context.print(result.conflicts().size() + " conflicts, in " + conflicts);
        return Outcome.done(Map.of(
                "rows-replayed", String.valueOf(result.replayed()),
                "conflicts", String.valueOf(result.conflicts().size()),
                "conflicts-file", conflicts.toString()));
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Optional.of(
                ShellStep.of("decide with the DBA what becomes of the data that were set aside", """
                        if [ -d "$folder/salvage" ]; then
                            say "Files with the data set aside:"
                            ls -l "$folder/salvage"
                        fi
                        say "Values of columns are also in the schema sternway_salvage. Nothing is lost while both are kept."
                        say "Put them back by hand, or let Sternway do it when it runs again; nothing here is in a hurry."
                        instructed""", Needs.NOTHING)
                        .asks());
    }
}
