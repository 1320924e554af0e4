package dev.sternway.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.lint.open.OpenEnds;
import dev.sternway.lint.order.Orderly;
import dev.sternway.lint.readiness.Readiness;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a plan, and runs every rule over it, once per environment. */
public final class Lint {
    private static final List<Rule> RULES = List.of(
            new TargetsExist(),
            new ExecutorsExist(),
            new FilesExist(),
            new TriggersAreComplete(),
            new RolesHavePeople(),
            new LevelsAreFilled(),
            new IdsAreUnique(),
            new StepsBelong());
    private static final List<Rule> ALL = Stream.of(RULES, Orderly.RULES, Readiness.RULES, OpenEnds.RULES)
            .flatMap(List::stream)
            .toList();

    private final Map<String, JsonNode> executors;
    private final Clock clock;

    /** @param executors JSON Schema of each executor's inputs, by name */
    public Lint(Map<String, JsonNode> executors) {
        this(executors, Clock.systemUTC());
    }

    /** @param clock for what grows stale */
    public Lint(Map<String, JsonNode> executors, Clock clock) {
        this.executors = Map.copyOf(executors);
        this.clock = clock;
    }

    /** @param unusable a file is no plan at all */
    public record Result(List<Finding> findings, boolean unusable) {
        /** What must be mended before the plan can be armed. */
        public List<Finding> errors() {
            return findings.stream().filter(Finding::isError).toList();
        }
    }

    /** @param file a plan file, or a folder that holds {@code plan.yaml} */
    public Result check(Path file, Optional<String> environment) {
        Path plan = Files.isDirectory(file) ? file.resolve(PlanBundle.PLAN) : file;
        Path name = plan.getFileName();
        boolean whole = name != null && name.toString().equals(PlanBundle.PLAN);
        PlanReader.Reading alone = PlanReader.read(plan.toString(), bounded(plan));
        if (alone.unusable() || !whole) {
            return new Result(sorted(withRules(alone, Optional.empty(), Set.of())), alone.unusable());
        }
        Path parent = plan.toAbsolutePath().getParent();
        return check(PlanBundle.ofFolder(parent == null ? Path.of(".") : parent), environment, plan.toString());
    }

    /** A sealed plan, in one environment or in all that it has. */
    public Result check(PlanBundle bundle, Optional<String> environment, String shownAs) {
        List<Optional<String>> environments = new ArrayList<>();
        environment.ifPresentOrElse(
                name -> environments.add(Optional.of(name)),
                () -> bundle.environments().forEach(name -> environments.add(Optional.of(name))));
        if (environments.isEmpty()) {
            environments.add(Optional.empty());
        }
        Set<Finding> findings = new LinkedHashSet<>();
        boolean unusable = false;
        for (Optional<String> name : environments) {
            if (name.isPresent() && !bundle.environments().contains(name.get())) {
                throw ProblemException.of(
                        "SW-0121",
                        "The plan has no environment " + name.get(),
                        shownAs,
                        "It has " + String.join(", ", bundle.environments()));
            }
            PlanReader.Reading reading = bundle.read(name);
            unusable |= reading.unusable();
            withRules(reading, Optional.of(bundle), Set.of())
                    .forEach(finding -> findings.add(renamed(finding, shownAs)));
        }
        return new Result(sorted(List.copyOf(findings)), unusable);
    }

    private List<Finding> withRules(PlanReader.Reading reading, Optional<PlanBundle> bundle, Set<String> skipped) {
        List<Finding> findings = new ArrayList<>(reading.findings());
        reading.plan().ifPresent(plan -> {
            PlanUnderReview review = new PlanUnderReview(
                    plan, reading.tree(), reading.places(), bundle, executors, LocalDate.now(clock));
            ALL.forEach(rule -> findings.addAll(rule.check(review)));
        });
        findings.removeIf(finding -> skipped.contains(finding.problem().code()));
        return findings;
    }

    private static Finding renamed(Finding finding, String shownAs) {
        String folder = shownAs.endsWith(PlanBundle.PLAN)
                ? shownAs.substring(0, shownAs.length() - PlanBundle.PLAN.length())
                : "";
        return finding.in(folder + finding.file());
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::file)
                        .thenComparingInt(Finding::line)
                        .thenComparingInt(Finding::column))
                .toList();
    }

    private static byte[] bounded(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(PlanReader.LONGEST + 1);
        } catch (IOException e) {
            throw ProblemException.of(
                    "SW-0100", "The file " + file + " cannot be read", file.toString(), "Check the path");
        }
    }
}
