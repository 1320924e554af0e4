package dev.sternway.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanSchemaTest {
    private static final Path PUBLISHED = Path.of("src/main/resources/dev/sternway/plan/plan.schema.json");

    @Test
    void thePublishedSchemaIsTheOneThatTheRecordsGive() throws Exception {
        String generated = PlanSchema.generated().toPrettyString() + "\n";
        if (Boolean.getBoolean("sternway.update")) {
            Files.writeString(PUBLISHED, generated);
        }
        assertThat(Files.readString(PUBLISHED)).isEqualTo(generated);
    }
}
