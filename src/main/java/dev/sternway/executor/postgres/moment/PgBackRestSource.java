package dev.sternway.executor.postgres.moment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.cluster.Archiving;
import dev.sternway.database.cluster.RecoveryTarget;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.database.cluster.RestorePoint.Base;
import dev.sternway.database.cluster.RestorePoint.Mark;
import dev.sternway.database.cluster.WalFolder;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Plan.PgBackRest;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Backups and log in a repository of pgBackRest. */
final class PgBackRestSource implements Source {
    private static final String TOOL = "pgbackrest";
    private static final Pattern SEGMENT = Pattern.compile("/([0-9A-F]{24})-[0-9a-f]{40}(\\.\\w+)?$");

    private final StepContext context;
    private final PgBackRest repository;

    PgBackRestSource(StepContext context, PgBackRest repository) {
        this.context = context;
        this.repository = repository;
    }

    @Override
    public void require(DatabaseAccess live) throws Exception {
        ServerTool.Said said = new ServerTool(context).run(List.of(TOOL, "version"), () -> {});
        if (said.code() != 0) {
            throw ProblemException.of(
                    "SW-0567",
                    "pgbackrest is not installed: " + said.reason(),
                    "PATH",
                    "Install Debian's package pgbackrest where Sternway runs");
        }
        newest();
    }

    @Override
    public void awaitArchived(Archiving archiving, String segment, int seconds) throws Exception {
        archiving.await(segment, seconds, Optional.empty(), context::stillMine);
        JsonNode archive = stanza().path("archive");
        String max = archive.path(archive.size() - 1).path("max").asText();
        if (max.compareTo(segment) < 0) {
            throw ProblemException.of(
                    "SW-0564",
                    "The server says that " + segment + " is archived, but the repository ends with " + max,
                    where(),
                    "Name the stanza that archive_command pushes to");
        }
    }

    @Override
    public Base base(DatabaseAccess live, Archiving archiving) throws Exception {
        JsonNode database = stanza().path("db");
        String system = database.path(database.size() - 1).path("system-id").asText();
        if (!system.equals(archiving.system())) {
            throw ProblemException.of(
                    "SW-0569",
                    "The stanza " + repository.stanza() + " is of another server",
                    where(),
                    "Name the stanza of " + live.host() + ":" + live.port());
        }
        JsonNode backup = newest();
        String last = backup.path("archive").path("stop").asText();
        String first = backup.path("archive").path("start").asText();
        requireLog(first, last, archiving.segmentBytes());
        return base(backup);
    }

    @Override
    public Base reaching(RestorePoint point, RecoveryTarget target, Optional<String> last) throws Exception {
        Optional<Instant> before = target.kind() == RecoveryTarget.Kind.TIME
                ? Optional.of(
                        OffsetDateTime.parse(target.value().replace(' ', 'T')).toInstant())
                : Optional.of(point.at().time());
        Base base = base(newest(before, point.base().label()));
        requireLog(base.from(), last.orElse(base.end().segment()), point.segmentBytes());
        return base;
    }

    private JsonNode newest() throws Exception {
        return newest(Optional.empty(), "");
    }

    /**
     * The newest backup that was whole by then.
     *
     * @param armed the one of arming, which the restore point of arming is certainly behind
     */
    private JsonNode newest(Optional<Instant> before, String armed) throws Exception {
        JsonNode found = null;
        for (JsonNode backup : stanza().path("backup")) {
            boolean whole = !backup.path("error").asBoolean(false);
            boolean early = before.isEmpty()
                    || backup.path("label").asText().equals(armed)
                    || !Instant.ofEpochSecond(
                                    backup.path("timestamp").path("stop").asLong() + 1)
                            .isAfter(before.get());
            found = whole && early ? backup : found;
        }
        if (found == null) {
            throw ProblemException.of(
                    before.isEmpty() ? "SW-0567" : "SW-0569",
                    "The repository holds no backup"
                            + before.map(it -> " from before " + it).orElse(""),
                    where(),
                    before.isEmpty()
                            ? "Take one: pgbackrest --stanza=" + repository.stanza() + " backup"
                            : "Name a later moment; nothing was touched");
        }
        return found;
    }

    private static Base base(JsonNode backup) {
        String stop = backup.path("archive").path("stop").asText();
        return new Base(
                backup.path("label").asText(),
                backup.path("archive").path("start").asText(),
                new Mark(
                        backup.path("lsn").path("stop").asText(),
                        stop,
                        Integer.parseInt(stop.substring(0, 8), 16),
                        Instant.ofEpochSecond(
                                backup.path("timestamp").path("stop").asLong()),
                        0),
                backup.path("info").path("size").asLong());
    }

    private void requireLog(String first, String last, long segmentBytes) throws Exception {
        JsonNode archive = stanza().path("archive");
        String id = archive.path(archive.size() - 1).path("id").asText();
        List<String> words = new ArrayList<>(List.of(TOOL));
        repository.config().ifPresent(config -> words.add("--config=" + config));
        words.addAll(List.of(
                "--log-level-file=off",
                "--log-level-console=warn",
                "--log-level-stderr=off",
                "--recurse",
                "--output=json",
                "repo-ls",
                "archive/" + repository.stanza() + "/" + id));
        ServerTool.Said said = new ServerTool(context).run(words, () -> {});
        if (said.code() != 0 || !said.output().startsWith("{")) {
            throw unfit(said.reason());
        }
        TreeSet<String> segments = new TreeSet<>();
        PlanMapper.json().readTree(said.output()).fieldNames().forEachRemaining(name -> {
            Matcher segment = SEGMENT.matcher(name);
            if (segment.find()) {
                segments.add(segment.group(1));
            }
        });
        WalFolder.requireWhole(segments, first, Optional.of(last), segmentBytes, where());
    }

    private JsonNode stanza() throws Exception {
        ServerTool.Said said = run(List.of("--output=json", "info"));
        if (said.code() == 0 && said.output().startsWith("[")) {
            JsonNode stanza = PlanMapper.json().readTree(said.output()).path(0);
            if (stanza.path("status").path("code").asInt(-1) == 0
                    || stanza.path("backup").size() > 0) {
                return stanza;
            }
            throw unfit(stanza.path("status").path("message").asText(said.output()));
        }
        throw unfit(said.reason());
    }

    private ProblemException unfit(String why) {
        return ProblemException.of(
                "SW-0567",
                "pgBackRest has no usable backup of the stanza " + repository.stanza() + ": " + why,
                where(),
                "Let pgbackrest --stanza=" + repository.stanza()
                        + " check and backup succeed first, as a user whose repository Sternway may read");
    }

    @Override
    public void unpack(DatabaseAccess live, Base base, Path into) throws Exception {
        context.print("pgbackrest restores " + base.label() + " into " + into);
        List<String> words = List.of(
                "--pg1-path=" + into,
                "--set=" + base.label(),
                "--type=none",
                "--process-max=2",
                "--spool-path=" + context.workspace().resolve("pgbackrest-spool"),
                "restore");
        ServerTool.Said said = run(words, new Unpacked(context, into, base.bytes()));
        said.output().lines().forEach(context::print);
        if (said.code() != 0) {
            throw ProblemException.of(
                    "SW-0567", "pgbackrest restore failed: " + said.reason(), where(), "Read the step's output");
        }
    }

    @Override
    public String restoreCommand(Path files) {
        List<String> words = new ArrayList<>(command());
        words.addAll(List.of("--no-archive-async", "--pg1-path=" + files, "archive-get"));
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append('\'')
                .append(word.replace("%", "%%").replace("'", "'\\''"))
                .append("' "));
        return text + "%f \"%p\"";
    }

    private ServerTool.Said run(List<String> words) throws Exception {
        return run(words, () -> {});
    }

    private ServerTool.Said run(List<String> words, ServerTool.Look look) throws Exception {
        List<String> all = command();
        all.addAll(words);
        return new ServerTool(context).run(all, look);
    }

    private List<String> command() {
        List<String> words = new ArrayList<>(List.of(TOOL, "--stanza=" + repository.stanza()));
        repository.config().ifPresent(config -> words.add("--config=" + config));
        words.addAll(List.of(
                "--lock-path=" + context.workspace().resolve("pgbackrest-lock"),
                "--log-level-file=off",
                "--log-level-console=warn",
                "--log-level-stderr=off"));
        return words;
    }

    private String where() {
        return repository.config().orElse("pgbackrest.conf") + ", stanza " + repository.stanza();
    }
}
