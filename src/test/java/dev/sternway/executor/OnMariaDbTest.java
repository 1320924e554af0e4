package dev.sternway.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnMariaDbTest {
    @TempDir
    Path workspace;

    @Test
    void aStepReachesTheSchemaOfItsTarget() throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        assertThat(TargetDatabase.isMariaDb(victim.context, "db")).isTrue();
        try (var connection = TargetDatabase.mariaDb(victim.context, "db").connect();
                var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM tasks")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(20);
        }
    }
}
