package dev.sternway.run.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Spans as OpenTelemetry's protocol has them (opentelemetry-proto 1.x, ExportTraceServiceRequest). */
final class OtlpRequest {
    private static final long INTERNAL = 1;
    private static final long ERROR = 2;
    private static final long NANOS = 1_000_000_000L;

    private final UnaryOperator<String> mask;

    /** @param mask what no text may hold goes out here */
    OtlpRequest(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** @param about who sends them */
    byte[] bytes(Map<String, String> about, String trace, List<Span> spans) {
        Message resource = new Message();
        new TreeMap<>(about).forEach((name, value) -> resource.message(1, fact(name, value)));
        Message all = new Message().message(1, new Message().text(1, "dev.sternway"));
        spans.forEach(span -> all.message(2, span(trace, span)));
        return new Message()
                .message(1, new Message().message(1, resource).message(2, all))
                .toBytes();
    }

    private Message span(String trace, Span span) {
        Message message = new Message().hex(1, trace).hex(2, span.id());
        span.parent().ifPresent(parent -> message.hex(4, parent));
        message.text(5, mask.apply(span.name()))
                .number(6, INTERNAL)
                .fixed(7, nanos(span.from()))
                .fixed(8, nanos(span.until()));
        new TreeMap<>(span.facts()).forEach((name, value) -> message.message(9, fact(name, value)));
        span.link()
                .ifPresent(link ->
                        message.message(13, new Message().hex(1, link.trace()).hex(2, link.span())));
        span.failure()
                .ifPresent(failure -> message.message(
                        15, new Message().text(2, mask.apply(failure)).number(3, ERROR)));
        return message;
    }

    private Message fact(String name, Object value) {
        Message any = new Message();
        if (value instanceof Long number) {
            any.number(3, number);
        } else if (value instanceof Boolean flag) {
            any.number(2, flag ? 1 : 0);
        } else {
            any.text(1, mask.apply(value.toString()));
        }
        return new Message().text(1, name).message(2, any);
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * NANOS + at.getNano();
    }
}
