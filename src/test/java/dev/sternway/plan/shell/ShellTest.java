package dev.sternway.plan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real shell makes of the words. */
class ShellTest {
    private static final String NASTY = "'\"\\$`!*?[]{}()<>|&;#~ \t\n-=%abEND";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "it's",
                "$(touch x) `touch x` ${HOME}",
                "a\\\"b$",
                "two\nlines\n",
                "-n",
                "END",
                "\u00e4\u20ac"
            })
    void aWordStaysWhatItIs(String text) throws Exception {
        assertThat(said("printf %s " + Shell.word(text))).isEqualTo(text);
        assertThat(said(Shell.fed("cat", text + "\nEND\n  END IF;\n"))).isEqualTo(text + "\nEND\n  END IF;\n");
    }

    @Test
    void anyWordStaysWhatItIs() throws Exception {
        Random random = new Random(11);
        StringBuilder script = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(NASTY.charAt(random.nextInt(NASTY.length())));
            }
            script.append("printf '%s|' ").append(Shell.word(text.toString())).append('\n');
            script.append("printf '%s|' ")
                    .append(Shell.message(text.toString()))
                    .append('\n');
            script.append(Shell.fed("cat", text.toString())).append('\n');
            expected.append(text).append('|').append(text).append('|').append(text);
            expected.append(text.isEmpty() || text.toString().endsWith("\n") ? "" : "\n");
        }
        assertThat(said(script.toString())).isEqualTo(expected.toString());
    }

    @Test
    void theWordsOfAMessageAreFilledInAndNothingElse() throws Exception {
        String script = "word() { printf '<%s $HOME>' \"$1\"; }\nprintf %s "
                + Shell.message("${incident}: '${feature}' because \"${reason}\" $(touch x)");

        assertThat(said(script)).isEqualTo("<incident $HOME>: '${feature}' because \"<reason $HOME>\" $(touch x)");
    }

    @Test
    void linesMoveToTheRightButNotWhatIsFed() throws Exception {
        String fed = Shell.fed("cat", "  a\nb");

        assertThat(Shell.indented("if true; then\n" + fed + "\nfi"))
                .isEqualTo("    if true; then\n    cat <<'END'\n  a\nb\nEND\n    fi");
        assertThat(said("f() {\n" + Shell.indented(fed) + "\n}\nf")).isEqualTo("  a\nb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"todo-db", "9 lives", "\u00e4", "A.B"})
    void anyTextNamesAFunction(String text) throws Exception {
        assertThat(said(Shell.name(text) + "() { printf ok; }\n" + Shell.name(text)))
                .isEqualTo("ok");
    }

    private static String said(String script) throws Exception {
        Process process =
                new ProcessBuilder("/bin/sh", "-s").redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
