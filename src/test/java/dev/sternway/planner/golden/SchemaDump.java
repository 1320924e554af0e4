package dev.sternway.planner.golden;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code pg_dump} says of a schema, cut into things whose order does not matter. */
final class SchemaDump {
    private static final Pattern HEADING = Pattern.compile("(?m)^--\\n-- (Name: .*)\\n--\\n");
    private static final Pattern NOISE = Pattern.compile(
            "(?m)^(SET default_tablespace|SET default_table_access_method|\\\\restrict|\\\\unrestrict).*\\n");
    private static final Pattern END = Pattern.compile("(?m)^--\\n-- PostgreSQL database dump complete\\n--\\n");
    private static final Pattern ON_BEHALF = Pattern.compile(
            "SET SESSION AUTHORIZATION (\\S+);\\s+(.*?)\\s+RESET SESSION AUTHORIZATION;", Pattern.DOTALL);
    private static final Pattern COLUMN_SET =
            Pattern.compile("(ADD TABLE ONLY \\S+ \\(|CREATE STATISTICS .*? ON )([^()]*?)(\\)|\\s+FROM )");

    private static final Pattern OPTIONS = Pattern.compile("\\bWITH \\(([^()]*)\\)");

    private SchemaDump() {}

    static Map<String, String> of(String database) {
        String dump = NOISE.matcher(ClientTool.output(
                        "pg_dump", "--schema-only", "--no-sync", "--exclude-schema=sternway_salvage*", database))
                .replaceAll("");
        dump = END.matcher(dump).replaceAll("");
        Map<String, String> things = new TreeMap<>();
        Matcher heading = HEADING.matcher(dump);
        String name = "";
        int start = 0;
        while (heading.find()) {
            put(things, name, dump.substring(start, heading.start()));
            name = heading.group(1);
            start = heading.end();
        }
        put(things, name, dump.substring(start));
        return things;
    }

    private static void put(Map<String, String> things, String name, String body) {
        if (!name.isEmpty()) {
            things.merge("dump of " + name, normalised(name, body), SchemaDump::together);
        }
    }

    /** Two things may have one heading: a sequence of its own and the identity column it belongs to. */
    private static String together(String one, String other) {
        return Stream.of(one, other).sorted().collect(Collectors.joining("\n"));
    }

    private static String normalised(String name, String body) {
        String text = OPTIONS.matcher(body.strip())
                .replaceAll(found -> Matcher.quoteReplacement("WITH (" + sorted(found.group(1)) + ")"));
        if (name.contains("; Type: TABLE;") || name.contains("; Type: FOREIGN TABLE;")) {
            return text.lines()
                    .map(line -> line.strip().replaceFirst(",$", ""))
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
        if (name.contains("ACL;")) {
            return ON_BEHALF
                    .matcher(text)
                    .replaceAll("AS $1 $2")
                    .lines()
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
        if (name.contains("; Type: PUBLICATION TABLE;") || name.contains("; Type: STATISTICS;")) {
            return COLUMN_SET
                    .matcher(text)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(found.group(1) + sorted(found.group(2)) + found.group(3)));
        }
        return text;
    }

    private static String sorted(String list) {
        return Arrays.stream(list.split(", ")).sorted().collect(Collectors.joining(", "));
    }
}
