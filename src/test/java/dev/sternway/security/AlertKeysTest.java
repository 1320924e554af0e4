package dev.sternway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Problem;
import dev.sternway.base.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AlertKeysTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final byte[] BODY = "{\"name\": \"TodoErrors\"}".getBytes(StandardCharsets.UTF_8);

    private final AlertKeys keys =
            new AlertKeys(List.of(Secret.of("t0ken"), Secret.of("next")), List.of(Secret.of("old"), Secret.of("new")));

    @Test
    void knowsEachOfItsTokensAndNoOther() {
        assertThat(keys.knows("t0ken")).isTrue();
        assertThat(keys.knows("next")).isTrue();
        for (String wrong : new String[] {"", "t0ke", "t0ken ", "T0ken", "t0kent0ken"}) {
            assertThat(keys.knows(wrong)).as(wrong).isFalse();
        }
        assertThat(new AlertKeys(List.of(), List.of()).knows("")).isFalse();
    }

    @Test
    void takesASignatureWithEitherKey() throws Exception {
        assertThat(whyNot(NOW, "old", BODY)).isEmpty();
        assertThat(whyNot(NOW, "new", BODY)).isEmpty();
        assertThat(keys.whyNot("1800000000", "sha256=" + signature("1800000000", "new", BODY), BODY, NOW))
                .isEmpty();
    }

    @Test
    void refusesAnotherKeyAnotherBodyAndAnotherTime() throws Exception {
        assertThat(code(whyNot(NOW, "other", BODY))).isEqualTo("SW-0805");
        assertThat(code(keys.whyNot("1800000000", signature("1800000000", "old", new byte[] {1}), BODY, NOW)))
                .isEqualTo("SW-0805");
        assertThat(code(keys.whyNot("1800000001", signature("1800000000", "old", BODY), BODY, NOW)))
                .isEqualTo("SW-0805");
        for (String odd : new String[] {"", "zz", "sha256=", "00"}) {
            assertThat(code(keys.whyNot("1800000000", odd, BODY, NOW))).isEqualTo("SW-0805");
        }
        assertThat(code(keys.whyNot("soon", "00", BODY, NOW))).isEqualTo("SW-0805");
    }

    @Test
    void refusesASignatureThatIsMoreThanFiveMinutesOff() throws Exception {
        assertThat(whyNot(NOW.minusSeconds(300), "old", BODY)).isEmpty();
        assertThat(whyNot(NOW.plusSeconds(300), "old", BODY)).isEmpty();
        assertThat(code(whyNot(NOW.minusSeconds(301), "old", BODY))).isEqualTo("SW-0806");
        assertThat(code(whyNot(NOW.plusSeconds(301), "old", BODY))).isEqualTo("SW-0806");
    }

    private Optional<Problem> whyNot(Instant signed, String key, byte[] body) throws Exception {
        String timestamp = String.valueOf(signed.getEpochSecond());
        return keys.whyNot(timestamp, signature(timestamp, key, body), body, NOW);
    }

    private static String code(Optional<Problem> problem) {
        return problem.orElseThrow().code();
    }

    private static String signature(String timestamp, String key, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((timestamp + ":").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
