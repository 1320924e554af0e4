package dev.sternway.database.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestDecodingTest {
    @Test
    void readsNamesTypesAndValuesHoweverTheyAreQuoted() {
        Change change = TestDecoding.read(
                        "table \"Odd: one\".\"a \"\"b\"\"\": UPDATE: old-key: id[integer]:1 new-tuple: id[integer]:2"
                                + " \"x [y]\"[character varying]:'it''s: [1] ' tags[text[]]:'{a,b}' big[text]:unchanged-toast-datum"
                                + " bits[bit]:B'101' none[text]:null yes[boolean]:true at[timestamp with time zone]:'2026-01-01 00:00:00+00'")
                .orElseThrow();

        assertThat(change.table()).isEqualTo("Odd: one.a \"b\"");
        assertThat(change.key()).containsOnlyKeys("id").containsEntry("id", Optional.of("1"));
        assertThat(change.row())
                .doesNotContainKey("big")
                .containsEntry("id", Optional.of("2"))
                .containsEntry("x [y]", Optional.of("it's: [1] "))
                .containsEntry("tags", Optional.of("{a,b}"))
                .containsEntry("bits", Optional.of("101"))
                .containsEntry("none", Optional.empty())
                .containsEntry("yes", Optional.of("true"));
        assertThat(change.types()).containsEntry("tags", "text[]").containsEntry("at", "timestamp with time zone");
    }

    @Test
    void aDeleteIsKnownByItsKeyAndATruncateByItsTable() {
        assertThat(TestDecoding.read("table public.t: DELETE: id[integer]:7")
                        .orElseThrow()
                        .key())
                .containsEntry("id", Optional.of("7"));
        assertThat(TestDecoding.read("table public.t: DELETE: (no-tuple-data)")
                        .orElseThrow()
                        .key())
                .isEmpty();
        assertThat(TestDecoding.read("table public.t: TRUNCATE: (no-flags)")
                        .orElseThrow()
                        .kind())
                .isEqualTo(Change.Kind.TRUNCATE);
        assertThat(TestDecoding.read("COMMIT")).isEmpty();
    }
}
