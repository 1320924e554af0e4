package dev.sternway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void coloursAreForTerminalsAndNeverWithNoColor() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm")).good("DONE")).isEqualTo("\u001b[32mDONE\u001b[0m");
        assertThat(Terminal.of(false, Map.of("TERM", "xterm")).good("DONE")).isEqualTo("DONE");
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(new Terminal(true, false));
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
    }

    @Test
    void aLineIsCutAtTheEdgeAndItsColourEndsThere() {
        assertThat(Terminal.cut("\u001b[32mabcdef\u001b[0m", 3)).isEqualTo("\u001b[32mabc\u001b[0m");
    }
}
