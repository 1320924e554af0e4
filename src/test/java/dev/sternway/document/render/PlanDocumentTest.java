package dev.sternway.document.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.PlanReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PlanDocumentTest {
    private static final PlanBundle BUNDLE = PlanBundle.ofFolder(Path.of("plans/add-email"));
    private static final Function<String, Optional<String>> FILES =
            path -> BUNDLE.file(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));

    @Test
    void theDocumentHoldsEverythingThatOpsReview() {
        assertThat(PlanDocument.markdown(plan(), FILES, Actuals.NONE))
                .contains(
                        "# Rollback plan: E-mail addresses for users",
                        "## At a glance",
                        "## Assumptions",
                        "## Changes",
                        "## Triggers",
                        "## Decision",
                        "### Decision matrix",
                        "## Roles",
                        "## Contacts",
                        "## Before the release",
                        "## Phase 1: Service preservation",
                        "### Level 1: quick",
                        "### Level 2: full",
                        "### Level 3: restore",
                        "## Phase 3: Restoration",
                        "## Phase 4: Validation and monitoring",
                        "## Estimated and actual",
                        "## Communication",
                        "### As they will read",
                        "## Risks",
                        "## Prevention",
                        "## Success criteria",
                        "## After the rollback",
                        "## To tick off",
                        "## Trigger sources",
                        "## Targets",
                        "## Notes")
                .contains(
                        "ALTER TABLE users DROP COLUMN IF EXISTS email;",
                        "bin/deploy 1",
                        "- [ ] 1.1 Show the maintenance page")
                .contains("Sign-up with an e-mail address is being rolled back in ⟨environment⟩, because ⟨reason⟩.");
    }

    @Test
    void timesStandBesideThoseOfPastRuns() {
        Plan plan = plan();

        assertThat(PlanDocument.markdown(plan, FILES, Actuals.NONE)).contains("There was no run yet.");
        assertThat(PlanDocument.markdown(
                        plan,
                        FILES,
                        new Actuals(Map.of(
                                "Show the maintenance page",
                                Duration.ofSeconds(3),
                                "level-1",
                                Duration.ofMillis(41_500)))))
                .contains("| 1.1 Show the maintenance page | 1s | 3s |")
                .contains("| Level 1, quick | 30s | 41s500ms |")
                .contains("| Level 2, full | 1m30s | no run yet |")
                .doesNotContain("There was no run yet.");
    }

    @Test
    void actualTimesAreReadFromJson() {
        assertThat(Actuals.read("{\"Stop\": \"12s\"}", "a.json").of("Stop")).contains(Duration.ofSeconds(12));
        assertThatThrownBy(() -> Actuals.read("[1]", "a.json"))
                .hasMessageContaining("SW-0131")
                .hasMessageContaining("a.json");
        assertThatThrownBy(() -> Actuals.read("{\"Stop\": \"soon\"}", "a.json")).hasMessageContaining("SW-0131");
    }

    @Test
    void thePageIsSelfContainedAndEveryCellSaysWhatItIs() {
        String html = PlanDocument.html(plan(), FILES, Actuals.NONE);

        assertThat(html)
                .doesNotContain("<script", "src=", "@import")
                .contains("<td data-label=\"Situation\">", "href=\"#s1\"", "id=\"s1\"");
        assertThat(html).contains("<input type=\"checkbox\" disabled=\"\" aria-label=\"To do\">");
    }

    @Test
    void textCannotBreakOutOfItsPlace() {
        String nasty = "a | b\\n\\n# Level 1\\n- [x] `c` <script>alert(1)</script> **d:** \u202e e";
        Plan plan = read("title: E-mail addresses for users", "title: \"" + nasty + "\"");

        String markdown = PlanDocument.markdown(plan, FILES, Actuals.NONE);

        assertThat(markdown.lines().filter(line -> line.startsWith("# "))).hasSize(1);
        assertThat(markdown).contains("⟨U+202E⟩").doesNotContain("\u202e", "<script>");
        assertThat(PlanDocument.html(plan, FILES, Actuals.NONE)).doesNotContain("<script>alert");
    }

    @Test
    void theSamePlanGivesTheSameDocument() {
        assertThat(PlanDocument.html(plan(), FILES, Actuals.NONE))
                .isEqualTo(PlanDocument.html(plan(), FILES, Actuals.NONE));
    }

    private static Plan plan() {
        return read("", "");
    }

    private static Plan read(String old, String changed) {
        String text = FILES.apply("plan.yaml").orElseThrow();
        assertThat(text).contains(old);
        return PlanReader.read("plan.yaml", text.replace(old, changed).getBytes(StandardCharsets.UTF_8))
                .plan()
                .orElseThrow();
    }
}
