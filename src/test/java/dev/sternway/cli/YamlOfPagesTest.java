package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.watch.alert.AlertRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages show as YAML is what Sternway takes: a part of a plan is laid over a small whole one, which then has no error. */
class YamlOfPagesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```yaml\\n(.*?)^ *```");
    private static final Set<String> OF_OTHER_PROGRAMS = Set.of("scrape_configs", "route", "receivers", "groups");
    private static final Set<String> PROFILES = Set.of("default", "profiles");

    private static final String WHOLE = """
            apiVersion: sternway.dev/v1
            kind: RollbackPlan
            metadata: {id: my-release, title: A release, release: 2.0.0, lead: deploy-lead}
            assumptions: [The migration was reviewed]
            roles: {deploy-lead: [maria], ops: [olga], leadership: [cto], devops-lead: [dora]}
            contacts:
              - {role: on-call, name: Olga, phone: "+1 555 0100"}
              - {role: devops, name: Dora, phone: "+1 555 0101"}
              - {role: database, name: Ivan, phone: "+1 555 0102"}
              - {role: security, name: Security desk, phone: "+1 555 0103"}
            targets:
              shop-db: {type: DATABASE, url: "jdbc:DATABASE://localhost/shop", user: keeper}
              todo-db: {type: DATABASE, url: "jdbc:DATABASE://localhost/todo", user: keeper}
              db: {type: DATABASE, url: "jdbc:DATABASE://localhost/db", user: keeper}
              prom: {type: service, url: "http://localhost:9090"}
              app-server: {type: host, directory: /srv/shop}
            changes:
              - {id: C001, title: A column, database: shop-db, migrations: [db/V1__change.sql]}
            safeguards: {backup: {database: shop-db, keep: [clone, dump], verify: restore}}
            triggers:
              - {id: lead-says-so, title: The lead sees it, watch: {person: {role: deploy-lead}}, severity: major}
            decision: {within: 5m, by: deploy-lead, escalate: [leadership], otherwise: roll-back}
            phases:
              preservation: {within: 5m, steps: []}
              data:
                within: 10m
                level-1: {scripts: [rollback/level-1.sql], loses: a column, salvage: [{table: orders, columns: [delivery_window]}]}
                level-2: {scripts: [rollback/level-1.sql], loses: a column, salvage: [{table: orders, columns: [delivery_window]}]}
                level-3: {restore: clone, loses: what was written since arming; it is set aside}
              restoration: {within: 5m, steps: []}
              validation: {within: 10m, monitor: 1s, checks: []}
            success-criteria: [It works]
            """;

    @TempDir
    private Path folder;

    /** A block and the page that it stands on. */
    record Shown(Path page, String yaml) {
        @Override
        public String toString() {
            return page + ": " + yaml.lines().findFirst().orElse("");
        }
    }

    static Stream<Shown> blocks() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return files
                    .filter(file -> file.toString().endsWith(".md") && !file.startsWith("docs/executors"))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(page -> BLOCK.matcher(text(page))
                            .results()
                            .map(found -> new Shown(page, found.group(2).replaceAll("(?m)^" + found.group(1), ""))));
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void whatAPageShowsIsTaken(Shown shown) throws IOException {
        JsonNode read = YAML.readTree(shown.yaml());
        Set<String> keys = new TreeSet<>();
        read.fieldNames().forEachRemaining(keys::add);
        if (keys.contains("routes") && !keys.contains("route")) {
            assertThat(AlertRoutes.of(file("routes.yaml", shown.yaml())).routes())
                    .isNotEmpty();
        } else if (keys.contains("*")) {
            assertThat(AllowFile.of(file("allow.yaml", shown.yaml()).toString()).environments())
                    .isNotEmpty();
        } else if (keys.stream().noneMatch(key -> OF_OTHER_PROGRAMS.contains(key) || PROFILES.contains(key))) {
            aPartOfAPlan(shown, read);
        }
    }

    private void aPartOfAPlan(Shown shown, JsonNode part) throws IOException {
        String kind = shown.page().toString().contains("mariadb") ? "mariadb" : "postgresql";
        ObjectNode plan = (ObjectNode) YAML.readTree(WHOLE.replace("DATABASE", kind));
        if (part.isArray() || part.has("uses")) {
            var steps = ((ObjectNode) plan.at("/phases/restoration")).putArray("steps");
            (part.isArray() ? part : YAML.createArrayNode().add(((ObjectNode) part).put("name", "The step")))
                    .forEach(steps::add);
        } else {
            merge(plan, (ObjectNode) part);
        }
        file("plan.yaml", YAML.writeValueAsString(plan));
        file("db/V1__change.sql", "ALTER TABLE orders ADD COLUMN delivery_window text;");
        file("rollback/level-1.sql", "ALTER TABLE orders DROP COLUMN IF EXISTS delivery_window;");

        var result = new Lint(ExecutorCatalogue.standard().schemas()).check(folder, Optional.empty());
        assertThat(result.unusable()).as("%s", result.findings()).isFalse();
        assertThat(result.errors()).as(shown.yaml()).isEmpty();
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode deeper && field.getValue() instanceof ObjectNode value) {
                merge(deeper, value);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
