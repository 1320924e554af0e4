package dev.sternway.run.secret;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * While it is open, secrets that were resolved are masked in every line that any library logs, whatever its form: plain or
 * structured, message, arguments, exceptions and their causes.
 */
public final class MaskedLog implements AutoCloseable {
    private final Map<OutputStreamAppender<ILoggingEvent>, Encoder<ILoggingEvent>> before = new LinkedHashMap<>();

    public MaskedLog(LoggerContext log, Secrets secrets) {
        log.getLoggerList()
                .forEach(logger -> logger.iteratorForAppenders().forEachRemaining(appender -> {
                    if (appender instanceof OutputStreamAppender<ILoggingEvent> out && !before.containsKey(out)) {
                        before.put(out, out.getEncoder());
                        out.setEncoder(new Masking(out.getEncoder(), secrets));
                    }
                }));
    }

    /** Lines are as they were. */
    @Override
    public void close() {
        before.forEach(OutputStreamAppender::setEncoder);
    }

    private static final class Masking extends EncoderBase<ILoggingEvent> {
        private final Encoder<ILoggingEvent> lines;
        private final Secrets secrets;
        private final Charset charset;

        Masking(Encoder<ILoggingEvent> lines, Secrets secrets) {
            this.lines = lines;
            this.secrets = secrets;
            this.charset = lines instanceof LayoutWrappingEncoder<?> text
                    ? Optional.ofNullable(text.getCharset()).orElse(Charset.defaultCharset())
                    : StandardCharsets.UTF_8;
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            byte[] line = lines.encode(event);
            String text = new String(line, charset);
            String masked = secrets.mask(text);
            return masked.equals(text) ? line : masked.getBytes(charset);
        }

        @Override
        public byte[] headerBytes() {
            return lines.headerBytes();
        }

        @Override
        public byte[] footerBytes() {
            return lines.footerBytes();
        }
    }
}
