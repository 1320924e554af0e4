package dev.sternway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes traces by OTLP over HTTP and reads them with OpenTelemetry's own classes; other requests are kept by their headers. */
public final class Collector implements AutoCloseable {
    private static final String TRACES = "/v1/traces";

    private final HttpServer server;
    private final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile int refused;

    /** One request. */
    public record Received(Map<String, List<String>> headers, byte[] bytes, ExportTraceServiceRequest request) {
        public List<Span> spans() {
            return request.getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
        }

        /** Those of a name in the order they began, at least one. */
        public List<Span> named(String name) {
            List<Span> found = spans().stream()
                    .filter(it -> it.getName().equals(name))
                    .sorted(Comparator.comparing(Span::getStartTimeUnixNano))
                    .toList();
            assertThat(found).as(name).isNotEmpty();
            return found;
        }

        public Map<String, String> about() {
            return facts(request.getResourceSpans(0).getResource().getAttributesList());
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
            boolean trace = exchange.getRequestURI().getPath().equals(TRACES);
            if (!trace) {
                asked.add(headers);
            } else if (status == 200) {
                received.add(new Received(headers, body, ExportTraceServiceRequest.parseFrom(body)));
            }
            byte[] answer = trace && refused > 0 ? refusal().toByteArray() : new byte[0];
            exchange.sendResponseHeaders(trace ? status : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    private ExportTraceServiceResponse refusal() {
        return ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(refused)
                        .setErrorMessage("too old"))
                .build();
    }

    public String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public String endpoint() {
        return base() + TRACES;
    }

    /** From now on it answers so, and keeps nothing unless it is 200. */
    public void answerWith(int next) {
        status = next;
    }

    /** From now on it says that it did not take so many spans of each request. */
    public void refuse(int spans) {
        refused = spans;
    }

    public List<Received> received() {
        return received;
    }

    /** The first whose whole is called so, once it is there. */
    public Received trace(String name, Duration patience) {
        return await().atMost(patience)
                .until(
                        () -> received.stream()
                                .filter(it -> it.spans().get(0).getName().equals(name))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The headers of what was no trace. */
    public List<Map<String, List<String>>> asked() {
        return asked;
    }

    public static Map<String, String> facts(List<KeyValue> pairs) {
        return pairs.stream().collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
    }

    /** Empty without it. */
    public static String fact(Span span, String name) {
        return facts(span.getAttributesList()).getOrDefault(name, "");
    }

    public static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            default -> throw new IllegalArgumentException("nobody sends " + value);
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
