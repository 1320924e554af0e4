package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Printed;
import dev.sternway.cli.ServerInProcess;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.tools.Restore;

/** Sternway's own database, backed up, lost and restored as docs/operating-backup.md says. */
interface OwnDatabase {
    Map<String, Object> settings();

    void backUp(ArmedPlans server) throws Exception;

    /** While the server works. */
    void lose(ArmedPlans server) throws Exception;

    /** While it is down. */
    void restore() throws Exception;

    /** H2 in the folder of the server. */
    record File(Path folder) implements OwnDatabase {
        @Override
        public Map<String, Object> settings() {
            return ServerInProcess.fileDatabase(folder.resolve("data"));
        }

        @Override
        public void backUp(ArmedPlans server) throws Exception {
            Path told = folder.resolve("backup.told");
            ProcessBuilder verb = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.sternway.Sternway",
                            "backup",
                            "nightly",
                            "--json",
                            "--server",
                            "http://localhost:" + server.port())
                    .redirectError(told.toFile());
            verb.environment().put("STERNWAY_PASSWORD", "admin");
            Process process = verb.start();
            JsonNode made = PlanMapper.json().readTree(process.getInputStream());

            assertThat(process.waitFor()).as(Files.readString(told)).isZero();
            assertThat(Path.of(made.path("file").asText())).isRegularFile();
            assertThat(told).content().startsWith("The server backs up its own database ...\n");
        }

        @Override
        public void lose(ArmedPlans server) throws Exception {
            server.cutPower();
        }

        @Override
        public void restore() throws IOException {
            Path file = folder.resolve("data/sternway.mv.db");
            Files.delete(file);
            Path backup = folder.resolve("backups/sternway/nightly.zip");
            Restore.execute(backup.toString(), folder.resolve("data").toString(), "sternway");
            assertThat(file).exists();
        }
    }

    /** A database of its own. */
    record Postgresql(Path folder, String name) implements OwnDatabase {
        @Override
        public Map<String, Object> settings() {
            return Map.of(
                    "spring.datasource.url",
                    PostgresServer.url(name),
                    "spring.datasource.username",
                    "postgres",
                    "spring.datasource.password",
                    PostgresServer.PASSWORD_VALUE.reveal());
        }

        @Override
        public void backUp(ArmedPlans server) throws Exception {
            run("pg_dump", "--format=custom", "--file=" + folder.resolve("nightly.dump"), name);
        }

        @Override
        public void lose(ArmedPlans server) {
            PostgresServer.execute("postgres", "drop database " + name + " with (force)");
        }

        @Override
        public void restore() throws Exception {
            PostgresServer.execute("postgres", "create database " + name + "_new");
            run(
                    "pg_restore",
                    "--exit-on-error",
                    "--dbname=" + name + "_new",
                    folder.resolve("nightly.dump").toString());
            PostgresServer.execute("postgres", "alter database " + name + "_new rename to " + name);
        }

        private static void run(String tool, String... arguments) throws Exception {
            List<String> command = new ArrayList<>(
                    List.of(tool, "--host=localhost", "--port=" + PostgresServer.port(), "--username=postgres"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", PostgresServer.PASSWORD_VALUE.reveal());
            Process process = builder.start();
            String said = Printed.of(process.getInputStream());
            assertThat(process.waitFor()).as(said).isZero();
        }
    }
}
