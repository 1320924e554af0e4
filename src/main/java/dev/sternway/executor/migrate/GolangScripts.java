package dev.sternway.executor.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Migrations of golang-migrate's layout that were sealed with the plan; {@code x.down.sql} lies beside {@code x.up.sql}. */
record GolangScripts(Map<Long, String> downByVersion) {
    static final String FORM = "(.*/)?\\d{1,18}_[^/]*\\.up\\.sql";

    private static final Pattern PARTS = Pattern.compile("((?:.*/|)(\\d{1,18})_[^/]*)\\.up\\.sql");

    static GolangScripts of(List<String> migrations) {
        Map<Long, String> down = new TreeMap<>(java.util.Comparator.reverseOrder());
        for (String path : migrations) {
            Matcher parts = PARTS.matcher(path);
            if (parts.matches()) {
                down.put(Long.valueOf(parts.group(2)), parts.group(1) + ".down.sql");
            }
        }
        return new GolangScripts(down);
    }

    /** A migration and its version. */
    record Up(long version, String path) {}

    /** The first of some migrations after a version. */
    static Optional<Up> next(List<String> migrations, long after) {
        return migrations.stream()
                .map(path -> {
                    Matcher parts = PARTS.matcher(path);
                    return new Up(parts.matches() ? Long.parseLong(parts.group(2)) : 0, path);
                })
                .filter(up -> up.version() > after)
                .min(java.util.Comparator.comparingLong(Up::version));
    }

    /** The down scripts from one version down to another, which stays; the newest first. */
    Map<Long, String> between(long current, long to) {
        Map<Long, String> between = new TreeMap<>(java.util.Comparator.reverseOrder());
        downByVersion.forEach((version, path) -> {
            if (version > to && version <= current) {
                between.put(version, path);
            }
        });
        return between;
    }
}
