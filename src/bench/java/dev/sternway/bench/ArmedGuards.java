package dev.sternway.bench;

import dev.sternway.database.Rehearsal;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Writes many armed, pre-approved guards into the tables of a server that does not run. */
final class ArmedGuards {
    private static final Path PLAN = Path.of("src/test/resources/deciding/plan.yaml");
    private static final Rehearsal OLD_CODE_RUNS_ON =
            new Rehearsal(Map.of(), List.of(), List.of(), 1, false, false, false);

    private final JdbcClient jdbc;

    ArmedGuards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void arm(int guards, String watched, Duration every) throws IOException {
        String text = Files.readString(PLAN)
                .replace("\ntargets:\n", "\ntargets:\n  PLAN-api: {type: service, url: \"" + watched + "\"}\n")
                .replace(
                        "\ntriggers:\n",
                        "\ntriggers:\n  - {id: polled, watch: {http: {target: PLAN-api, path: /}}, breach: \"< 1\", every: "
                                + every.toSeconds() + "s, no-data: ignore, mode: observe}\n");
        for (int i = 0; i < guards; i++) {
            arm(text, "plan-" + i);
        }
    }

    /** @param text of a plan, in which PLAN stands for its id */
    void arm(String text, String plan) throws IOException {
        String rehearsal = PlanMapper.json().writeValueAsString(OLD_CODE_RUNS_ON);
        Path folder = Files.createTempDirectory("plan");
        Files.writeString(folder.resolve("plan.yaml"), text.replace("PLAN", plan));
        Files.createDirectory(folder.resolve("environments"));
        Files.writeString(folder.resolve("environments/bench.yaml"), "{}\n");
        PlanBundle bundle = PlanBundle.ofFolder(folder);
        FileSystemUtils.deleteRecursively(folder);
        jdbc.sql("insert into sternway.bundle (digest, plan_id, revision, content, registered_by, registered_at)"
                        + " values (?, ?, 1, ?, 'bench', current_timestamp)")
                .params(bundle.digest(), plan, bundle.toZip())
                .update();
        jdbc.sql("insert into sternway.guard (id, plan_id, revision, digest, environment, state, requested_by,"
                        + " requested_at, armed_at, approved_by, pre_approved_by) values (?, ?, 1, ?, 'bench', 'ARMED',"
                        + " 'bench', current_timestamp, current_timestamp, 'olga', 'olga')")
                .params("guard-" + plan, plan, bundle.digest())
                .update();
        jdbc.sql("insert into sternway.keepsake (guard_id, name, content) values (?, ?, ?)")
                .params("guard-" + plan, "rehearsal/" + plan + "-db", rehearsal)
                .update();
    }
}
