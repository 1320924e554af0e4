package dev.sternway.executor.manual;

import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.TestContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualInstructionTest {
    private final ManualInstruction manual = new ManualInstruction();

    @Test
    void isNeverDoneByAMachine(@TempDir Path folder) {
        var inputs = inputs(manual, "{instruction: Call the provider., role: ops}");

        var problem = refused(manual.run(inputs, new TestContext(folder)));

        assertThat(problem.code()).isEqualTo("SW-0540");
        assertThat(problem.toString()).contains("Call the provider.", "ops");
    }
}
