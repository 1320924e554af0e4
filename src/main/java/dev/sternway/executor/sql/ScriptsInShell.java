package dev.sternway.executor.sql;

import dev.sternway.base.ProblemException;
import dev.sternway.database.Psql;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.plan.sql.Destruction;
import dev.sternway.plan.sql.Destruction.Kind;
import dev.sternway.plan.sql.SqlStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scripts through psql, in one transaction with the marker that tells whether they ran. */
final class ScriptsInShell {
    private ScriptsInShell() {}

    /** Empty when psql would read a script in another way than the server does. */
    static Optional<ShellStep> said(SqlScript.Inputs inputs, ShellSetting setting) {
        StringBuilder all = new StringBuilder();
        for (String script : inputs.scripts()) {
            String text = setting.file(script);
            ScriptText.unfit(text).ifPresent(unfit -> {
                throw ProblemException.of(
                        "SW-0410",
                        script + " holds '" + unfit + "', which refuses or ends a transaction",
                        script,
                        "Move it to a step of its own with command/run, or leave it out");
            });
            if (SqlStatement.of(text).stream().anyMatch(it -> it.bare().contains("\\"))) {
                return Optional.empty();
            }
            all.append("\\echo ").append(Shell.quoted("running " + script)).append('\n');
            all.append(text).append("\n;\n");
        }
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        long wait = inputs.lockTimeout().orElse(Duration.ofSeconds(2)).toMillis();
        String run =
                Shell.fed("cat >\"$work/scripts.sql\"", all.toString()) + "\nrun_scripts " + psql.words() + " " + wait;
        return Optional.of(ShellStep.of(
                        "runs " + String.join(", ", inputs.scripts()) + " in " + psql.database()
                                + ", in one transaction",
                        run,
                        psql.needs().and(Needs.functions(ScriptsInShell.class, "scripts.sh")))
                .probing("scripts_ran " + psql.words())
                .destroying(destroyed(inputs.scripts(), setting)));
    }

    /** What can be read in the scripts; one that seems harmless may still call a function that is not. */
    private static String destroyed(List<String> scripts, ShellSetting setting) {
        List<Destruction> all = scripts.stream()
                .flatMap(script -> Destruction.of(setting.file(script)).stream())
                .toList();
        List<String> words = new ArrayList<>(all.stream()
                .filter(found -> found.kind() != Kind.UNKNOWN)
                .map(Destruction::text)
                .distinct()
                .toList());
        long unknown =
                all.stream().filter(found -> found.kind() == Kind.UNKNOWN).count();
        if (unknown > 0) {
            words.add("perhaps something: what " + unknown + (unknown == 1 ? " statement does" : " statements do")
                    + " cannot be seen here");
        }
        return words.isEmpty()
                ? "perhaps something: the scripts change the database, though none is seen to drop or delete"
                : String.join("; ", words);
    }
}
