package dev.sternway.document.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.yaml.PlanYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RollbackDocumentTest {
    private static final Path SAVED_CARDS = Path.of("src/test/resources/document/saved-cards.md");

    @Test
    void everySectionOfADocumentFindsItsPlace() throws Exception {
        Plan plan = savedCards().plan();

        assertThat(plan.metadata().id()).isEqualTo("saved-cards");
        assertThat(plan.metadata().release()).isEqualTo("7.12.0");
        assertThat(plan.metadata().environment()).contains("production");
        assertThat(plan.metadata().lead()).isEqualTo("deploy-lead");
        assertThat(plan.metadata().date()).contains(LocalDate.of(2026, 12, 8));
        assertThat(plan.assumptions()).hasSize(4);
        assertThat(plan.changes()).hasSize(4);
        assertThat(plan.changes().get(3).rollback().because()).contains("mails that were sent cannot be called back");
        assertThat(plan.flags()).hasSize(2);
        assertThat(plan.roles()).hasSize(9).containsEntry("dba", List.of("Ivan Petrov"));
        assertThat(plan.responsibilities()).containsEntry("cto", List.of("Approves a restore"));
        assertThat(plan.contacts()).hasSize(4);
        assertThat(plan.safeguards().backup().database()).isEqualTo("orders");
        assertThat(plan.safeguards().restorePoint()).contains("before_saved_cards");
        assertThat(plan.safeguards().record())
                .extracting(Step::name)
                .containsExactly("Backup", "Record the current state");
        assertThat(plan.decision().escalate()).containsExactly("devops-lead", "cto");
        assertThat(plan.decision().checklist()).hasSize(4);
        assertThat(plan.decision().matrix())
                .extracting(row -> row.action())
                .containsExactly(Level.L1, Level.L2, Level.L3, Level.PAUSE, Level.CODE_ONLY, Level.HOLD);
        assertThat(plan.times()).extracting(time -> time.to()).containsExactly(minutes(10), minutes(30), minutes(60));
        assertThat(plan.history())
                .extracting(run -> run.success())
                .containsExactly(Optional.of(true), Optional.of(false));
        assertThat(plan.risks()).hasSize(4);
        assertThat(plan.prevention()).hasSize(9);
        assertThat(plan.successCriteria()).hasSize(3);
        assertThat(plan.notes()).hasSize(2);
        assertThat(plan.afterwards().postMortem().within()).isEqualTo(Duration.ofHours(48));
        assertThat(plan.afterwards().followUps()).hasSize(4);
    }

    @Test
    void onlyWhatHasNoPlaceIsKeptVerbatim() throws Exception {
        assertThat(savedCards().plan().unplaced())
                .extracting(block -> block.line() + " " + block.text())
                .containsExactly("73 Other reasons:", """
                        364 ## Appendix: firewall

                        The rule `allow-checkout` must be asked for at the provider, ticket _____.""");
    }

    @Test
    void everyWordOfEveryRowItemAndCommandStandsInThePlan() throws Exception {
        ImportedPlan imported = savedCards();
        Set<String> kept = words(PlanYaml.write(imported.tree()) + imported.files());
        Set<String> ownWords = Set.of(
                // as the plan says it: yes and no, times, thresholds, actions, the numbers of items
                "yes",
                "no",
                "min",
                "minutes",
                "hours",
                "days",
                "day",
                "s",
                "h",
                "x",
                "level",
                "roll",
                "back",
                "git",
                "revert",
                "moderate",
                "simple",
                "postgresql",
                "code",
                "only",
                "every",
                "within",
                "then",
                "1",
                "2",
                "3",
                "4",
                "5",
                "90",
                "120",
                "feature",
                "environment",
                "reason",
                "eta",
                "frequency",
                "bearer",
                "curl",
                "content",
                "type",
                "application",
                "json",
                "authorization",
                "fss",
                "put",
                "cto",
                "15",
                "d",
                "60",
                "75");
        Set<String> dropped = new TreeSet<>();
        boolean code = false;
        for (String line : Files.readAllLines(SAVED_CARDS)) {
            code ^= line.strip().startsWith("```");
            boolean structure = line.startsWith("#") && !code
                    || line.strip().startsWith("```")
                    || line.matches("\\| [A-Z].*") && isHead(line);
            String said = line.replaceFirst("^\\s*-? ?\\*\\*[^*]+\\*\\*:?", "");
            words(structure ? "" : said).stream()
                    .filter(word -> !kept.contains(word) && !ownWords.contains(word))
                    .forEach(dropped::add);
        }
        assertThat(dropped).isEmpty();
    }

    @Test
    void thresholdsAreReadOutOfSentences() throws Exception {
        assertThat(savedCards().plan().triggers())
                .extracting(Trigger::breach, Trigger::lasting)
                .startsWith(
                        tuple(Optional.of("> 10%"), minutes(2)),
                        tuple(Optional.of("> baseline + 50%"), minutes(10)),
                        tuple(Optional.of("> 5%"), minutes(5)));
    }

    @Test
    void windowsComeFromTheTimesInHeadings() throws Exception {
        var phases = savedCards().plan().phases();

        assertThat(phases.preservation().within()).isEqualTo(minutes(15));
        assertThat(phases.data().within()).isEqualTo(minutes(45));
        assertThat(phases.restoration().within()).isEqualTo(minutes(60));
        assertThat(phases.validation().within()).isEqualTo(minutes(120));
        assertThat(phases.data().escalate()).containsExactly("cto");
    }

    @Test
    void sqlOfALevelIsAScriptBesideThePlan() throws Exception {
        ImportedPlan imported = savedCards();
        DataLevel full = imported.plan().phases().data().level2().orElseThrow();

        assertThat(full.scripts()).containsExactly("rollback/level-2.sql", "rollback/level-2-2.sql");
        assertThat(full.loses()).contains("default cards chosen since the release");
        assertThat(full.when()).contains("after the point of no return");
        assertThat(imported.files().get("rollback/level-2.sql"))
                .isEqualTo("ALTER TABLE customers DROP CONSTRAINT IF EXISTS customers_default_card_fk;\n");
    }

    @Test
    void curlIsARequestWithItsTokenAsASecret() throws Exception {
        Plan plan = savedCards().plan();
        Step maintenance = plan.phases().preservation().steps().get(0);

        assertThat(maintenance.name()).isEqualTo("New endpoints answer 503");
        assertThat(maintenance.uses()).isEqualTo("http/request");
        assertThat(maintenance.with().path("path").asText()).isEqualTo("/admin/maintenance");
        assertThat(maintenance.with().at("/body/paths/0").asText()).isEqualTo("/cards");
        assertThat(maintenance.with().at("/expect/status/0").asInt()).isEqualTo(200);
        assertThat(plan.targets()
                        .get(maintenance.with().path("target").asText())
                        .token()
                        .orElseThrow()
                        .secret())
                .isEqualTo("ADMIN_TOKEN");
    }

    @Test
    void dangerousCommandsAreFlaggedInThePlan() throws Exception {
        assertThat(savedCards().plan().dangers())
                .extracting(Plan.Danger::command)
                .containsExactly("dropdb --if-exists orders_broken", "rm -rf /srv/checkout/cache");
    }

    private static boolean isHead(String row) {
        return Pattern.matches(
                "\\| (ID|Flag|Trigger|Situation|Role|Contact|Step|Kind|Risk|When|Follow-up|Date) \\|.*", row);
    }

    private static Set<String> words(String text) {
        return Pattern.compile("\\p{L}+|\\p{N}+")
                .matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static ImportedPlan savedCards() throws Exception {
        return RollbackDocument.read("saved-cards.md", Files.readAllBytes(SAVED_CARDS));
    }
}
