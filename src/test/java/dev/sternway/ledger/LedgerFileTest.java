package dev.sternway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    private final List<String> lines = new ArrayList<>();

    LedgerFileTest() {
        List<Entry> anchors = new ArrayList<>();
        List<Entry> all = new ArrayList<>();
        for (String run : List.of("rollback-1", "rollback-2")) {
            List<Entry> chain = new ArrayList<>();
            add(chain, run, Entry.Kind.DECIDED, "said \"yes\"\nand ü😀", Map.of("level", "L2", "by", "maria"));
            add(chain, run, Entry.Kind.CLOSED, "closed", Map.of());
            Entry closed = chain.get(1);
            add(anchors, Anchors.CHAIN, Entry.Kind.ANCHORED, run + " entry 2", Anchors.note(closed));
            all.addAll(chain);
        }
        lines.add(LedgerFile.head(Optional.empty()));
        anchors.forEach(entry -> lines.add(LedgerFile.line(entry)));
        all.forEach(entry -> lines.add(LedgerFile.line(entry)));
    }

    @Test
    void anExportReadsBackAndIsIntact() {
        LedgerFile read = LedgerFile.read("x", lines);

        assertThat(read.entries()).hasSize(6);
        assertThat(read.runs()).isEqualTo(2);
        assertThat(read.entries().stream().map(LedgerFile::line)).containsExactlyElementsOf(lines.subList(1, 7));
        assertThat(found()).isEmpty();
    }

    @Test
    void aRunThatIsGoneWholeIsFoundByItsAnchor() {
        lines.removeIf(line -> line.startsWith("{\"run\":\"rollback-1\""));

        assertThat(found()).containsExactly("the anchored entry was removed [rollback-1 entry 2]");
    }

    @Test
    void aRunThatWasWrittenAnewIsFoundByItsAnchor() {
        lines.removeIf(line -> line.startsWith("{\"run\":\"rollback-1\""));
        List<Entry> forged = new ArrayList<>();
        add(forged, "rollback-1", Entry.Kind.DECIDED, "said no", Map.of());
        add(forged, "rollback-1", Entry.Kind.CLOSED, "closed", Map.of());
        forged.forEach(entry -> lines.add(LedgerFile.line(entry)));

        assertThat(found()).containsExactly("the entry is another than the one that was anchored [rollback-1 entry 2]");
    }

    @Test
    void aChangedLineIsFound() {
        lines.set(3, lines.get(3).replace("maria", "moritz"));

        assertThat(found()).containsExactly("the entry was changed [rollback-1 entry 1]");
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        lines.set(2, "{\"run\":");
        assertThatThrownBy(this::found).hasMessageContaining("SW-0731").hasMessageContaining("export:3");
        lines.set(2, "{\"run\":\"x\"}");
        assertThatThrownBy(this::found).hasMessageContaining("\"at\" is missing");
        lines.set(0, "{}");
        assertThatThrownBy(this::found).hasMessageContaining("no export");
    }

    @Test
    void aSignatureFitsOnlyWhatWasSignedByThatKey(@TempDir Path folder) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path secret = pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getPrivate());
        Path known = pem(folder.resolve("public.pem"), "PUBLIC KEY", keys.getPublic());
        Path other = pem(folder.resolve("other.pem"), "PUBLIC KEY", others.getPublic());

        String signature = Signature.line(lines, secret);

        assertThat(Signature.isOne(signature)).isTrue();
        assertThat(Signature.fits(lines, signature, known)).isTrue();
        assertThat(Signature.fits(lines, signature, other)).isFalse();
        assertThat(Signature.fits(lines.subList(0, 6), signature, known)).isFalse();
        assertThat(Signature.fits(lines, "{\"signature\":\"AAAA\"}", known)).isFalse();
        assertThatThrownBy(() -> Signature.line(lines, known)).hasMessageContaining("SW-0732");
    }

    private static Path pem(Path file, String what, Key key) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END " + what + "-----\n");
    }

    private List<String> found() {
        return LedgerFile.read("export", lines).verify().stream()
                .map(LedgerFileTest::words)
                .toList();
    }

    private static String words(Problem problem) {
        return problem.what() + " [" + problem.where() + "]";
    }

    private static void add(List<Entry> chain, String run, Entry.Kind kind, String text, Map<String, String> detail) {
        Optional<Entry> last = chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
        chain.add(Chain.append(last, run, Instant.parse("2026-11-24T12:00:00Z"), "maria", kind, text, detail));
    }
}
