package dev.sternway.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.cli.Cli;
import dev.sternway.cli.terminal.Course;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanYaml;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Settings;
import dev.sternway.planner.derive.Derivation;
import dev.sternway.planner.derive.DerivedPlan;
import dev.sternway.planner.derive.ProvenStep;
import dev.sternway.planner.derive.Release;
import dev.sternway.planner.derive.ReleaseTrial;
import dev.sternway.planner.scratch.ClonedScratch;
import dev.sternway.planner.scratch.EmbeddedScratch;
import dev.sternway.planner.scratch.Scratch;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Derives a plan from the migrations of a release. */
@Command(
        name = "derive",
        description = {
            "Runs the migrations of a release on a scratch PostgreSQL database, derives and proves their way back, and writes or updates",
            "a plan: changes with their classes, levels with scripts, matrix, times and the loss statement.",
            "Exits 0 when every migration is proven, 1 when one is not (its release needs level 3), 2 when nothing could be derived."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every change has a way back",
            "1:some have none",
            "2:the call is wrong, or cannot be answered"
        })
final class PlanDerive implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "MIGRATION",
            description = "SQL scripts, in the order in which the release runs them.")
    private List<Path> migrations = List.of();

    @Option(names = "--database", required = true, description = "Name of the target database in the plan.")
    private String database = "";

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description = "Scripts that make the schema as it is before the release. May stand several times.")
    private List<Path> before = List.of();

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description = {
                "The target: it is copied on its server and not touched itself; times and counts are then those of its real size.",
                "Its password is read from STERNWAY_TARGET_PASSWORD, PGPASSWORD or ~/.pgpass."
            })
    private Optional<String> url = Optional.empty();

    @Option(names = "--user", description = "User for --url; it owns the database and may create others.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--soften",
            description =
                    "Move dropped tables aside and rename dropped columns, until a purge script ends the retention.")
    private boolean soften;

    @Option(
            names = "--largest-image",
            paramLabel = "ROWS",
            defaultValue = "5000000",
            description = {
                "Rows up to which a whole table is kept before a migration overwrites it; larger ones are refused.",
                "Default: ${DEFAULT-VALUE}."
            })
    private long largestImage = Settings.USUAL.largestImage();

    @Option(
            names = "--into",
            description =
                    "Plan file to write or update, scripts beside it; what people wrote stays. Standard output when left out.")
    private Optional<Path> into = Optional.empty();

    @Option(names = "--id", description = "Id of a new plan. Default: the folder's name, or the first migration's.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--json", description = "The result as one JSON object, for machines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        url.filter(it -> it.matches("jdbc:(mariadb|mysql):.*"))
                .ifPresent(it -> refuseOther("mariadb", it.replaceFirst("[?].*", "")));
        into.flatMap(plan -> PlanFolder.targetType(plan, database))
                .filter(type -> !type.equals("postgresql"))
                .ifPresent(type -> refuseOther(type, into.orElseThrow() + ", targets." + database));
        List<Migration> read = migrations.stream().map(PlanDerive::migration).toList();
        List<Migration> base = before.stream().map(PlanDerive::migration).toList();
        DerivedPlan derived;
        try (Course course = Course.of(spec);
                Scratch scratch = scratch(course)) {
            AtomicInteger number = new AtomicInteger();
            Settings settings = new Settings(soften, largestImage);
            List<ProvenStep> steps = ReleaseTrial.of(
                    scratch,
                    settings,
                    base,
                    read,
                    this::place,
                    migration ->
                            course.begin(migration.name(), number.incrementAndGet(), (long) base.size() + read.size()),
                    proof -> {
                        course.rest();
                        spec.commandLine()
                                .getErr()
                                .println(proof.migration() + ": "
                                        + proof.outcome().word() + ": " + proof.reason());
                    });
            course.begin("Writing the way back");
            derived = Derivation.of(new Release(
                    id.orElseGet(this::name), database, url, user, scratch.serverVersion(), url.isPresent(), steps));
        }
        Optional<PlanFolder.Written> written =
                into.map(plan -> PlanFolder.write(plan, derived.tree(), derived.files()));
        print(derived, written);
        return derived.refusals().isEmpty() ? 0 : Cli.FINDINGS;
    }

    private Scratch scratch(Course course) {
        course.begin(url.isEmpty() ? "Starting a database of its own" : "Copying the database");
        return url.isEmpty() ? EmbeddedScratch.start() : ClonedScratch.of(url.get(), user, password());
    }

    private static void refuseOther(String type, String where) {
        throw ProblemException.of(
                "SW-0474",
                "Plans are derived for PostgreSQL only; the target's type is " + type,
                where,
                "Prove the migrations with sternway migrations check, and write the levels' scripts by hand");
    }

    private Optional<String> place(Migration migration) {
        return into.flatMap(plan -> {
            Path folder = plan.toAbsolutePath().normalize().getParent();
            Path file = Path.of(migration.file()).toAbsolutePath().normalize();
            return folder != null && file.startsWith(folder)
                    ? Optional.of(folder.relativize(file).toString())
                    : Optional.empty();
        });
    }

    private String name() {
        String name = into.map(plan -> plan.toAbsolutePath().getParent())
                .map(folder -> String.valueOf(folder.getFileName()))
                .orElseGet(() -> String.valueOf(migrations.get(0).getFileName()));
        return name.replaceAll("(?i)\\.sql$", "").replaceAll("[^A-Za-z0-9.-]+", "-");
    }

    private static Migration migration(Path file) {
        String name = String.valueOf(file.getFileName());
        return new Migration(
                name, file.toString(), new String(PlanRender.read(file), StandardCharsets.UTF_8), Optional.empty());
    }

    private static Optional<Secret> password() {
        return Stream.of("STERNWAY_TARGET_PASSWORD", "PGPASSWORD")
                .map(System::getenv)
                .filter(it -> it != null && !it.isEmpty())
                .findFirst()
                .map(Secret::of);
    }

    private void print(DerivedPlan derived, Optional<PlanFolder.Written> written) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter said =
                written.isPresent() && !json ? out : spec.commandLine().getErr();
        if (json) {
            ObjectNode result = PlanMapper.json().createObjectNode();
            result.set("plan", derived.tree());
            result.set("files", PlanMapper.json().valueToTree(new TreeMap<>(derived.files())));
            result.set("refusals", PlanMapper.json().valueToTree(derived.refusals()));
            result.set(
                    "written",
                    PlanMapper.json()
                            .valueToTree(written.map(PlanFolder.Written::files).orElse(List.of())));
            result.set(
                    "kept",
                    PlanMapper.json()
                            .valueToTree(written.map(PlanFolder.Written::kept).orElse(List.of())));
            out.println(PlanMapper.json().writeValueAsString(result));
        } else if (written.isEmpty()) {
            out.print(PlanYaml.write(derived.tree()));
            out.flush();
            new TreeMap<>(derived.files()).keySet().forEach(path -> said.println(path + ": not written; give --into"));
        }
        written.ifPresent(files -> {
            files.files().forEach(path -> said.println(path + ": written"));
            files.kept().forEach(place -> said.println(place + ": yours was kept, the derivation says otherwise"));
        });
        derived.refusals().forEach(refusal -> said.println("not proven: " + refusal));
        said.flush();
    }
}
