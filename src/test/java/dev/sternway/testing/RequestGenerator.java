package dev.sternway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.testing.RawHttp.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Requests for an OpenAPI document: some as it wants them, some nearly so, some with nothing right. */
public final class RequestGenerator {
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "demo",
            "x".repeat(300),
            "y".repeat(20_000),
            "é漢🙂",
            "\u0000",
            "a\u0000b",
            "'; drop table ledger; --",
            "${7*7}#{7*7}",
            "../../../../etc/passwd",
            "<script>alert(1)</script>",
            "\r\nX-Forged: yes",
            "\ud800",
            "null",
            "NaN",
            "2026-13-45T99:99:99Z",
            "-1",
            "99999999999999999999");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2147483648",
            "-9223372036854775809",
            "1e400",
            "-1e-400",
            "0.1",
            "NaN",
            "01",
            "9".repeat(2000));
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "application/xml",
            "text/xml",
            "application/yaml",
            "text/plain",
            "application/zip",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=b",
            "application/octet-stream",
            "*/*",
            "nonsense",
            "application/json;;;;=",
            "");
    private static final List<String> TRICKS = List.of(
            "/..",
            "/../../../etc/passwd",
            "/%2e%2e/%2e%2e/",
            "/%00",
            "/%c0%ae%c0%ae/",
            "//",
            "/;a=b",
            "/%",
            "/%zz",
            "?%",
            "?a=%ff",
            "?last=-1",
            "?last=1e9",
            "?last=",
            "?environment=%00",
            "/\\",
            "/%5c..%5c",
            "#x",
            "?" + "a=b&".repeat(500));

    private final JsonNode document;
    private final Random random;
    private final List<String> ids;
    private final List<Map.Entry<String, Map.Entry<String, JsonNode>>> operations = new ArrayList<>();

    /** @param ids some that exist */
    public RequestGenerator(JsonNode document, Random random, List<String> ids) {
        this.document = document;
        this.random = random;
        this.ids = ids;
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(Map.entry(path.getKey(), method))));
    }

    public int operations() {
        return operations.size();
    }

    /** The next one; every operation has its turn. */
    public Request next(int number) {
        var operation = operations.get(number % operations.size());
        JsonNode described = operation.getValue().getValue();
        String method = operation.getValue().getKey().toUpperCase(Locale.ROOT);
        String target = target(operation.getKey(), described);
        if (random.nextInt(8) == 0) {
            target += pick(TRICKS);
        }
        if (random.nextInt(20) == 0) {
            method = pick(List.of("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "GET", "POST", "FOO"));
        }
        JsonNode content = described.path("requestBody").path("content");
        boolean bodiless = content.isMissingNode() && random.nextInt(4) > 0;
        String headers = random.nextInt(5) == 0 ? "Idempotency-Key: " + line(pick(WORDS)) + "\r\n" : "";
        if (bodiless) {
            return new Request(method, target, headers, new byte[0]);
        }
        String type = content.fieldNames().hasNext() ? content.fieldNames().next() : "application/json";
        String shown = random.nextInt(4) == 0 ? pick(TYPES) : type.equals("*/*") ? "application/json" : type;
        byte[] body = body(content.path(type).path("schema"), type);
        return new Request(method, target, headers + (shown.isEmpty() ? "" : "Content-Type: " + shown + "\r\n"), body);
    }

    /** For doors without a document. */
    public Request to(String method, String target, JsonNode example) {
        String type = random.nextInt(3) == 0 ? pick(TYPES) : "application/json";
        byte[] body = random.nextInt(2) == 0 ? spoiled(example) : malformed();
        return new Request(method, target, type.isEmpty() ? "" : "Content-Type: " + type + "\r\n", body);
    }

    private String target(String path, JsonNode described) {
        String target = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : described.path("parameters")) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("path")) {
                String value = random.nextInt(3) > 0 ? pick(ids) : pick(WORDS);
                target = target.replace("{" + name + "}", encoded(value.isEmpty() ? "-" : value));
            } else if (parameter.path("in").asText().equals("query") && random.nextInt(3) > 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(pick(WORDS)));
            }
        }
        return target + query;
    }

    private byte[] body(JsonNode schema, String type) {
        return switch (random.nextInt(5)) {
            case 0 -> malformed();
            case 1 -> type.contains("zip") ? zip() : spoiled(value(schema, 0));
            default ->
                type.contains("zip") ? zip() : value(schema, 0).toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private JsonNode value(JsonNode schema, int depth) {
        JsonNode known =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        var json = JsonNodeFactory.instance;
        if (random.nextInt(12) == 0 || depth > 6) {
            return json.nullNode();
        }
        return switch (known.path("type").asText()) {
            case "string" -> json.textNode(random.nextInt(3) == 0 ? pick(ids) : pick(WORDS));
            case "boolean" -> json.booleanNode(random.nextBoolean());
            case "integer", "number" -> json.numberNode(random.nextInt());
            case "array" -> json.arrayNode().add(value(known.path("items"), depth + 1));
            default -> {
                ObjectNode object = json.objectNode();
                known.path("properties").properties().forEach(field -> {
                    if (random.nextInt(6) > 0) {
                        object.set(field.getKey(), value(field.getValue(), depth + 1));
                    }
                });
                yield object;
            }
        };
    }

    /** One value replaced by something of another kind. */
    private byte[] spoiled(JsonNode example) {
        String text = example.toString();
        String other = switch (random.nextInt(5)) {
            case 0 -> pick(NUMBERS);
            case 1 -> "[".repeat(3000);
            case 2 -> "{\"a\":".repeat(2000) + "1" + "}".repeat(2000);
            case 3 -> "\"\\ud800\"";
            default -> "[{}]";
        };
        int colon = text.indexOf(':', random.nextInt(Math.max(1, text.length())));
        if (colon < 0) {
            return other.getBytes(StandardCharsets.UTF_8);
        }
        int end = text.indexOf(',', colon);
        return (text.substring(0, colon + 1) + other + (end < 0 ? "}" : text.substring(end)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] malformed() {
        return switch (random.nextInt(11)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0x80, 0, '{'};
            case 2 -> "{\"a\":".getBytes(StandardCharsets.UTF_8);
            case 3 -> "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            case 4 ->
                ("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\"><!ENTITY c \"&b;&b;\">]>"
                                + "<a>&c;</a>")
                        .getBytes(StandardCharsets.UTF_8);
            case 5 -> "a: &a [*a, *a]\n? !!javax.script.ScriptEngineManager []\n: 1\n".getBytes(StandardCharsets.UTF_8);
            case 6 ->
                ("--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"../../x.bpmn\"\r\n\r\n<x/>\r\n--b--\r\n")
                        .getBytes(StandardCharsets.UTF_8);
            case 7 -> "--b\r\nContent-Disposition".getBytes(StandardCharsets.UTF_8);
            case 8 -> random(200);
            case 9 -> ("\ufeff{}").getBytes(StandardCharsets.UTF_8);
            default -> ("{\"reason\":\"" + "z".repeat(2_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of(
                    "plan.yaml", "environments/demo.yaml", pick(List.of("../x", "a/b", "/etc/x", "c\u0000d")))) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(
                        switch (random.nextInt(5)) {
                            case 0 -> random(100);
                            case 1 -> "a: &a [*a]".getBytes(StandardCharsets.UTF_8);
                            case 2 -> "[".repeat(50_000).getBytes(StandardCharsets.UTF_8);
                            case 3 -> new byte[30_000_000];
                            default ->
                                "apiVersion: sternway.dev/v1\nkind: RollbackPlan\nmetadata: {id: \"a\\0b\"}\n"
                                        .getBytes(StandardCharsets.UTF_8);
                        });
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        byte[] whole = bytes.toByteArray();
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(whole, whole.length / 2) : whole;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value.replace("\ud800", "?"), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static String line(String value) {
        return value.replaceAll("[\\r\\n\\x00]", "_");
    }
}
