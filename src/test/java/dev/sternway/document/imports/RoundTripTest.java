package dev.sternway.document.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.document.render.Actuals;
import dev.sternway.document.render.PlanDocument;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plans/add-email",
                "plans/MIG-002",
                "plans/second-factor",
                "plans/storefront",
                "plans/change-list"
            })
    void theRenderingOfAPlanReadsBackAsTheSamePlan(String folder) {
        PlanBundle bundle = PlanBundle.ofFolder(Path.of(folder));
        Plan plan = bundle.read(Optional.empty()).plan().orElseThrow();
        String rendered = PlanDocument.markdown(
                plan, path -> bundle.file(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)), Actuals.NONE);

        ImportedPlan imported = RollbackDocument.read("plan.md", rendered.getBytes(StandardCharsets.UTF_8));

        assertThat(imported.plan().unplaced()).isEmpty();
        assertThat(imported.plan()).usingRecursiveComparison().isEqualTo(plan);
        assertThat(imported.plan()).isEqualTo(plan);
    }

    @Test
    void theRenderingOfAnImportedDocumentReadsBackAsTheSamePlan() throws Exception {
        ImportedPlan imported = RollbackDocument.read(
                "saved-cards.md", Files.readAllBytes(Path.of("src/test/resources/document/saved-cards.md")));
        String rendered = PlanDocument.markdown(
                imported.plan(), path -> Optional.ofNullable(imported.files().get(path)), Actuals.NONE);

        ImportedPlan again = RollbackDocument.read("plan.md", rendered.getBytes(StandardCharsets.UTF_8));

        assertThat(again.plan()).usingRecursiveComparison().isEqualTo(imported.plan());
        assertThat(again.plan()).isEqualTo(imported.plan());
        assertThat(again.files()).isEqualTo(imported.files());
    }
}
