package dev.sternway.executor.postgres.pool;

import dev.sternway.database.Psql;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.net.URI;
import java.util.Optional;

/** The same for a runbook. */
final class PoolerInShell {
    private PoolerInShell() {}

    static Optional<ShellStep> said(PostgresPooler.Inputs inputs, ShellSetting setting) {
        Target target = setting.target(inputs.target());
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String client = "pooler_" + Shell.name(inputs.target());
        Needs needs = Needs.command("psql", "Debian: apt-get install postgresql-client")
                .and(Needs.functions(PoolerInShell.class, "pooler.sh"))
                .and(Needs.function(client, client(client, inputs.target(), target)))
                .and(target.password()
                        .map(reference -> Needs.secret(reference, "password for the console of " + inputs.target()))
                        .orElse(Needs.NOTHING));
        String words = client + " " + Shell.word(psql.database());
        String file = " \"$folder/paused-" + client + '"';
        return Optional.of(
                switch (inputs.action()) {
                    case CHECK -> ShellStep.of("asks the pooler which databases it serves", "pools " + words, needs);
                    case PAUSE ->
                        ShellStep.of(
                                        "lets clients of " + psql.database() + " wait in the pooler " + inputs.target(),
                                        "pause_pools " + words + " "
                                                + inputs.patience().toSeconds() + file,
                                        needs)
                                .probing("return 1");
                    case RESUME ->
                        ShellStep.of(
                                        "lets clients that wait in the pooler " + inputs.target() + " go on",
                                        "resume_pools " + client + file,
                                        needs)
                                .probing("return 1");
                });
    }

    private static String client(String name, String called, Target target) {
        URI uri = Console.uri(called, target);
        String password = target.password()
                .map(reference -> " \\\n        PGPASSWORD=" + Shell.secret(reference))
                .orElse("");
        return "# " + name + " COMMAND...: runs psql on the console of the pooler\n" + name + "() {\n    PGHOST="
                + Shell.word(uri.getHost()) + " \\\n        PGPORT=" + Console.port(uri) + " \\\n        PGUSER="
                + Shell.word(target.user().orElse("pgbouncer")) + " \\\n        PGCONNECT_TIMEOUT=5" + password
                + " \\\n        psql --no-psqlrc --no-align --no-password --quiet --pset=footer=off --dbname=pgbouncer"
                + " \"$@\"\n}\n";
    }
}
