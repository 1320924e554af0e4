package dev.sternway.run.secret;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.sternway.plan.Target.SecretReference;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MaskedLogTest {
    private static final String PASSWORD = "hör\"auf-zu-lesen";

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("org.example.driver");
    private final Secrets secrets = new Secrets(Map.of("DB_PASSWORD", PASSWORD));

    @BeforeEach
    void start() {
        context.setMDCAdapter(MDC.getMDCAdapter());
    }

    @Test
    void aSecretIsInNoLineWhateverItsForm() {
        PatternLayoutEncoder plain = new PatternLayoutEncoder();
        plain.setPattern("%msg%n%ex");
        plain.setCharset(StandardCharsets.UTF_8);
        ByteArrayOutputStream text = to(plain);
        ByteArrayOutputStream json = to(new JsonEncoder());
        secrets.resolve(new SecretReference("DB_PASSWORD"));

        try (MaskedLog masked = new MaskedLog(context, secrets)) {
            logger.warn("log-in with {} failed", PASSWORD, new IllegalStateException("refused " + PASSWORD));
        }

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("log-in with **** failed", "IllegalStateException: refused ****")
                .doesNotContain("auf-zu-lesen");
        assertThat(json.toString(StandardCharsets.UTF_8))
                .contains("refused ****")
                .doesNotContain("auf-zu-lesen");
    }

    @Test
    void whatIsNoSecretStaysAsItIsAndSoDoesEverythingAfterwards() {
        PatternLayoutEncoder plain = new PatternLayoutEncoder();
        plain.setPattern("%msg");
        plain.setCharset(StandardCharsets.UTF_8);
        ByteArrayOutputStream text = to(plain);

        try (MaskedLog masked = new MaskedLog(context, secrets)) {
            logger.warn("grüß dich");
        }
        secrets.resolve(new SecretReference("DB_PASSWORD"));
        logger.warn(PASSWORD);

        assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo("grüß dich" + PASSWORD);
    }

    private ByteArrayOutputStream to(Encoder<ILoggingEvent> encoder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        logger.addAppender(appender);
        return out;
    }
}
