package dev.sternway.database;

import dev.sternway.base.Secret;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The way into a PostgreSQL database from a shell: a function that runs a client with address and log-in in its
 * environment, so that no secret is ever an argument.
 *
 * @param client name of that function; {@code CLIENT psql …}
 * @param database the target's own
 * @param maintenance a database that always exists and is never rolled back
 */
public record Psql(String client, String database, String maintenance, Needs needs) {
    private static final Map<String, String> CARRIED = Map.of(
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY",
            "gssEncMode", "PGGSSENCMODE",
            "channelBinding", "PGCHANNELBINDING");

    /** @throws dev.sternway.base.ProblemException SW-0401 when the target is no PostgreSQL database that can be addressed */
    public static Psql of(String name, Target target) {
        DatabaseAccess access = DatabaseAccess.of(target, reference -> Secret.of(""));
        String client = "pg_" + Shell.name(name);
        String maintenance = access.maintenance().name();
        String where = access.user() + " at " + access.host() + ":" + access.port();
        Needs needs = Needs.command("psql", "Debian: apt-get install postgresql-client")
                .and(Needs.functions(Psql.class, "psql.sh"))
                .and(Needs.function(client, text(name, client, access, target)))
                .and(Needs.check(
                        "reaches " + client + " " + Shell.word(maintenance),
                        name + " cannot be reached as " + where
                                + ": check address, password and that the server runs"));
        needs = target.password()
                .map(reference -> Needs.secret(reference, "password of " + where))
                .orElse(Needs.NOTHING)
                .and(needs);
        return new Psql(client, access.name(), maintenance, needs);
    }

    /** Client and database, as the functions of {@code psql.sh} take them. */
    public String words() {
        return client + " " + Shell.word(database);
    }

    /** Client, maintenance database and database, for what is done to a database as a whole. */
    public String fromOutside() {
        return client + " " + Shell.word(maintenance) + " " + Shell.word(database);
    }

    /** The functions of {@code copies.sh}: find, rename and swap copies of a database. */
    public Needs withCopies() {
        return needs.and(Needs.functions(Psql.class, "copies.sh"));
    }

    private static String text(String name, String client, DatabaseAccess access, Target target) {
        Map<String, String> environment = new TreeMap<>(environment(access, target));
        environment.put("PGAPPNAME", "sternway-runbook");
        environment.put("PGOPTIONS", "-c default_transaction_read_only=off -c client_min_messages=warning");
        String fixed = environment.entrySet().stream()
                .map(it -> it.getKey() + "=" + Shell.word(it.getValue()))
                .collect(Collectors.joining(" \\\n        "));
        String password = target.password()
                .map(reference -> " \\\n        PGPASSWORD=" + Shell.secret(reference))
                .orElse("");
        return "# " + client + " COMMAND...: runs a PostgreSQL client as " + name
                + " says; also while writes are frozen\n" + client + "() {\n    " + fixed + password
                + " \\\n        \"$@\"\n}\n";
    }

    /** Address, user and encryption as PostgreSQL's own clients read them from the environment; no password. */
    public static Map<String, String> environment(DatabaseAccess access, Target target) {
        Map<String, String> environment = new TreeMap<>(carried(target.url().orElse("")));
        environment.put("PGHOST", access.host());
        environment.put("PGPORT", String.valueOf(access.port()));
        environment.put("PGUSER", access.user());
        environment.put("PGCONNECT_TIMEOUT", "5");
        return environment;
    }

    /** What of the JDBC URL means the same to the clients. */
    private static Map<String, String> carried(String url) {
        Map<String, String> carried = new TreeMap<>();
        String query = URI.create(url.substring("jdbc:".length())).getQuery();
        for (String setting : query == null ? new String[0] : query.split("&")) {
            int equals = setting.indexOf('=');
            String key = equals < 0 ? setting : setting.substring(0, equals);
            if (CARRIED.containsKey(key) && equals > 0) {
                carried.put(CARRIED.get(key), setting.substring(equals + 1));
            } else if (key.equals("ssl") && !setting.equals("ssl=false")) {
                carried.putIfAbsent("PGSSLMODE", "verify-full");
            }
        }
        return carried;
    }
}
