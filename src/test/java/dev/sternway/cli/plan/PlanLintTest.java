package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanLintTest {
    private static final String GOOD = "plans/add-email/plan.yaml";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void aCleanPlanSaysSo() throws Exception {
        assertThat(lint("--strict", changed("reviewed:", "reviewed:"))).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("clean\n");
    }

    @Test
    void warningsAreShownAndAreNoReasonToFailUnlessStrict() throws Exception {
        String warned = changed("rehearse: true", "rehearse: false");

        assertThat(lint(warned)).isZero();
        assertThat(out.toString()).contains("warning: SW-0230").contains("0 errors, 1 warning\n");
        assertThat(lint("--strict", warned)).isOne();
    }

    @Test
    void errorsFail() throws Exception {
        assertThat(lint(changed("uses: command/run", "uses: comand/run"))).isOne();
        assertThat(out.toString()).contains(": SW-0203").contains("1 error, 0 warnings\n");
    }

    @Test
    void aFileThatIsNotThereHasNoLine() {
        assertThat(lint("nothing.yaml")).isEqualTo(2);
        assertThat(out.toString()).contains("nothing.yaml: SW-0100 ");
    }

    @Test
    void machinesReadTheSeverity() throws Exception {
        assertThat(lint("--json", changed("rehearse: true", "rehearse: false"))).isZero();

        var finding = PlanMapper.json().readTree(out.toString()).path(0);
        assertThat(finding.path("severity").asText()).isEqualTo("warning");
        assertThat(finding.path("code").asText()).isEqualTo("SW-0230");
    }

    private String changed(String good, String bad) throws Exception {
        String text = Files.readString(Path.of(GOOD));
        assertThat(text).contains(good);
        String fresh = text.replaceFirst("reviewed: \\S+", "reviewed: " + LocalDate.now(ZoneOffset.UTC));
        return Files.writeString(folder.resolve("single.yaml"), fresh.replaceFirst(good, bad))
                .toString();
    }

    private int lint(String... arguments) {
        return new CommandLine(new PlanLint())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
