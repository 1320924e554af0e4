package dev.sternway.planner.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types for columns and expressions that give a value of them from a whole number {@code n}. */
final class Values {
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("integer", "(%n * 7 % 101)");
        VALUES.put("bigint", "(%n * 1000003::bigint)");
        VALUES.put("smallint", "(%n % 90)::smallint");
        VALUES.put("text", "'txt ' || %n % 17 || ' ''q'''");
        VALUES.put("character varying(30)", "'v' || %n");
        VALUES.put("character varying", "'vv' || %n");
        VALUES.put("character(6)", "'c' || %n % 9");
        VALUES.put("numeric(10,2)", "(%n * 1.37)::numeric(10,2)");
        VALUES.put("numeric", "%n / 7.0");
        VALUES.put("boolean", "%n % 3 = 0");
        VALUES.put("date", "date '2026-01-01' + %n");
        VALUES.put(
                "timestamp without time zone", "timestamp '2026-03-29 01:30' + %n * interval '1 minute 1 microsecond'");
        VALUES.put("timestamp with time zone", "timestamptz '2026-03-29 00:30+00' + %n * interval '1 minute'");
        VALUES.put("uuid", "md5((%n)::text)::uuid");
        VALUES.put("jsonb", "jsonb_build_object('n', %n, 'x', NULL)");
        VALUES.put("json", "format('{\"n\":  %s, \"n\": 1}', %n)::json");
        VALUES.put("text[]", "ARRAY['a' || %n, NULL, 'c, \"d\"']");
        VALUES.put("integer[]", "ARRAY[%n, %n + 1]");
        VALUES.put("bytea", "decode(lpad(to_hex(%n), 8, '0'), 'hex')");
        VALUES.put("double precision", "CASE %n % 5 WHEN 0 THEN 'NaN'::float8 ELSE %n / 3.0::float8 END");
        VALUES.put("real", "(%n / 3.0)::real");
        VALUES.put("int4range", "int4range(%n, %n + 3)");
        VALUES.put("daterange", "daterange(date '2026-01-01' + %n, NULL)");
        VALUES.put("interval", "%n * interval '1 hour'");
        VALUES.put("inet", "('10.0.0.' || %n % 250)::inet");
        VALUES.put("point", "point(%n, -%n)");
        VALUES.put("bit varying(9)", "(%n % 500)::bit(9)::varbit");
        VALUES.put("tsvector", "to_tsvector('simple', 'word ' || %n)");
        VALUES.put("xml", "xmlparse(CONTENT '<a n=\"' || %n || '\"/>')");
    }

    private Values() {}

    static List<String> types() {
        return List.copyOf(VALUES.keySet());
    }

    /**
     * @param n an expression that gives a whole number above zero
     * @param labels of the type, where it is an enum
     */
    static String of(String type, String n, List<String> labels) {
        if (!labels.isEmpty()) {
            StringBuilder array = new StringBuilder("(ARRAY[");
            labels.forEach(
                    label -> array.append("'").append(label.replace("'", "''")).append("', "));
            array.setLength(array.length() - 2);
            return array + "])[1 + (" + n + ") % " + labels.size() + "]::" + type;
        }
        String value = VALUES.get(type);
        return value == null ? "NULL" : value.replace("%n", "(" + n + ")");
    }
}
