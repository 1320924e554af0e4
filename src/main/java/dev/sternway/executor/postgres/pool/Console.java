package dev.sternway.executor.postgres.pool;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.postgres.ClientTools;
import dev.sternway.plan.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * PgBouncer's admin console, through psql: it refuses the settings that the JDBC driver makes when it connects.
 *
 * @see <a href="https://www.pgbouncer.org/usage.html#admin-console">its commands</a>
 */
final class Console {
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final String SEPARATOR = "\u001f";
    private static final int DEFAULT_PORT = 6432;
    private static final int MOST = 4 << 20;

    private final StepContext context;
    private final URI uri;
    private final String user;
    private final Optional<Secret> password;

    private Console(StepContext context, URI uri, String user, Optional<Secret> password) {
        this.context = context;
        this.uri = uri;
        this.user = user;
        this.password = password;
    }

    /** @throws ProblemException SW-0770 when the target is no PgBouncer that can be addressed */
    static Console of(StepContext context, String name) {
        Target target = context.target(name);
        return new Console(
                context,
                uri(name, target),
                target.user().orElse("pgbouncer"),
                target.password().map(context::secret));
    }

    static URI uri(String name, Target target) {
        String url = target.url().orElse("");
        if (target.type() == Target.Type.PGBOUNCER && url.startsWith("jdbc:postgresql://")) {
            URI uri = URI.create(url.substring("jdbc:".length()).replaceFirst("[?].*", ""));
            if (uri.getHost() != null) {
                return uri;
            }
        }
        throw ProblemException.of(
                "SW-0770",
                "The target " + name + " is no PgBouncer",
                url.replaceFirst("[?].*", ""),
                "Give type pgbouncer and url jdbc:postgresql://host:6432/pgbouncer");
    }

    static int port(URI uri) {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    String address() {
        return uri.getHost() + ":" + port(uri);
    }

    /** Rows by column. */
    List<Map<String, String>> show(String what) throws IOException, InterruptedException {
        List<String> lines = ask("SHOW " + what, USUAL)
                .orElseThrow(() -> unreachable("no answer in " + USUAL.toSeconds() + " s"))
                .lines()
                .toList();
        List<Map<String, String>> rows = new ArrayList<>();
        String[] columns = lines.isEmpty() ? new String[0] : lines.get(0).split(SEPARATOR, -1);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] values = line.split(SEPARATOR, -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(columns.length, values.length); i++) {
                row.put(columns[i], values[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** @return false when sessions still held on to the database after the patience; it stays on its way to be paused */
    boolean pause(String name, Duration patience) throws IOException, InterruptedException {
        return ask("PAUSE " + quoted(name), patience).isPresent();
    }

    void resume(String name) throws IOException, InterruptedException {
        ask("RESUME " + quoted(name), USUAL);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** @return what it answered, empty when it did not in time */
    private Optional<String> ask(String command, Duration patience) throws IOException, InterruptedException {
        Process process = psql(command);
        Printed said = Printed.by(process.getInputStream(), MOST);
        try (Work.Going going = context.work().on(process.toHandle()::destroyForcibly)) {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } finally {
            process.toHandle().destroyForcibly();
        }
        String answer = said.complete().text();
        if (process.exitValue() != 0 || said.cut()) {
            throw unreachable(answer.strip().lines().findFirst().orElse("psql ended with " + process.exitValue()));
        }
        return Optional.of(answer);
    }

    private Process psql(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ClientTools.path("psql"),
                "--no-psqlrc",
                "--no-align",
                "--no-password",
                "--quiet",
                "--pset=footer=off",
                "--field-separator=" + SEPARATOR,
                "--dbname=pgbouncer",
                "--command=" + command);
        builder.redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL"));
        builder.environment()
                .putAll(Map.of(
                        "PGHOST",
                        uri.getHost(),
                        "PGPORT",
                        String.valueOf(port(uri)),
                        "PGUSER",
                        user,
                        "PGCONNECT_TIMEOUT",
                        "5"));
        password.ifPresent(secret -> builder.environment().put("PGPASSWORD", secret.reveal()));
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new ProblemException(
                    new dev.sternway.base.Problem(
                            "SW-0418",
                            "psql is not installed",
                            "PATH",
                            "Install Debian's package postgresql-client where Sternway runs"),
                    missing);
        }
    }

    private ProblemException unreachable(String why) {
        return ProblemException.of(
                "SW-0771",
                "PgBouncer did not do it for " + user + ": " + why,
                address(),
                "Check that it runs, and that this log-in is among its admin_users");
    }
}
