package dev.sternway.planner.scratch;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words in migrations that act on the whole server or the world outside, which a copy beside the target shares with it. */
public final class ServerWide {
    private static final Pattern WORDS = Pattern.compile(
            "\\b((create|alter|drop|comment\\s+on)\\s+(role|user(?!\\s+mapping)|group|database|tablespace|subscription)"
                    + "|alter\\s+system|reassign\\s+owned|drop\\s+owned|(to|from)\\s+program"
                    + "|(grant|revoke)\\s+(?![^;]*\\son\\s)[^;]+\\s(to|from)\\s"
                    + "|dblink\\w*|lo_export|pg_reload_conf|pg_(terminate|cancel)_backend|pg_\\w*replication_(slot|origin)\\w*"
                    + "|pg_switch_wal|pg_file_\\w+|pg_rotate_logfile|cron\\.\\w+)\\b",
            Pattern.CASE_INSENSITIVE);

    private ServerWide() {}

    /** @throws ProblemException SW-0469 for the first one found */
    public static void refuse(List<Migration> migrations) {
        for (Migration migration : migrations) {
            find(migration.up())
                    .or(() -> migration.down().flatMap(ServerWide::find))
                    .ifPresent(found -> {
                        throw ProblemException.of(
                                "SW-0469",
                                "The migration " + migration.name() + " reaches beyond its database: " + found,
                                migration.file(),
                                "Check it without --url, on a server that Sternway starts");
                    });
        }
    }

    private static Optional<String> find(String script) {
        Matcher words = WORDS.matcher(script);
        if (!words.find()) {
            return Optional.empty();
        }
        long line = 1
                + script.substring(0, words.start())
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
        return Optional.of("line " + line + ", " + words.group().replaceAll("\\s+", " "));
    }
}
