package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProcessesVerbsTest {
    private static final Path DRAWN = Path.of("src/test/resources/process/drawn/my-restoration.bpmn");
    private static final Path PLAN = Path.of("src/test/resources/deciding/plan.yaml");

    @TempDir
    private Path folder;

    private Path drawn;

    @BeforeEach
    void plan() throws IOException {
        drawn = Files.copy(DRAWN, folder.resolve("my-restoration.bpmn"));
        Files.createDirectories(folder.resolve("plan"));
        Files.writeString(
                folder.resolve("plan/plan.yaml"),
                Files.readString(PLAN)
                        .replace("restoration: {within: 60m,", "restoration: {within: 60m, process: my-restoration,"));
    }

    @Test
    void lintsOurOwnDiagramsAndOneThatIsDrawnFromTemplates() {
        assertThat(run("lint", "processes")).isEqualTo("0 clean");
        assertThat(run("lint", DRAWN.toString())).isEqualTo("0 clean");
    }

    @Test
    void lintNamesFileElementRuleAndFix() throws Exception {
        Files.writeString(
                drawn,
                Files.readString(drawn)
                        .replace(" name=\"May it open?\" default=\"may-it-open-to-say-it-stays-closed\"", "")
                        .replace("${approved}", "${aproved}")
                        .replace("with-timeout", "with-timeuot"));

        assertThat(run("lint", drawn.toString()))
                .startsWith("1 ")
                .contains(
                        "my-restoration.bpmn, may-it-open: has no name; name it: a verb and an object, a question, or an"
                                + " answer (everything-is-named)")
                .contains("may-it-open: has no default way out; make the flow of the cautious answer its default flow")
                .contains("asks for the variable aproved, which nobody sets")
                .contains("open-the-shop: The inputs of command/run do not fit", "timeuot", "(let-in-by-the-server)");
        JsonNode found = new ObjectMapper()
                .readTree(run("lint", drawn.toString(), "--json").substring(2));
        assertThat(found)
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("file", "element", "rule", "message", "fix"));
    }

    @Test
    void aFileThatIsNoDiagramIsOneLine() throws Exception {
        for (String content : new String[] {
            "no XML",
            "<a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
            Files.readString(DRAWN).substring(0, 900)
        }) {
            Files.writeString(drawn, content);
            assertThat(run("lint", folder.toString()))
                    .startsWith("2 ")
                    .contains("SW-0922 my-restoration.bpmn: ")
                    .doesNotContain("at dev.", "root:");
            assertThat(run(
                            "test",
                            drawn.toString(),
                            "--plan",
                            folder.resolve("plan").toString()))
                    .startsWith("2 SW-0922 ")
                    .hasLineCount(1);
        }
        assertThat(run("lint", folder.resolve("nowhere").toString()))
                .startsWith("2 SW-0922 ")
                .hasLineCount(1);
        assertThat(run("test", folder.resolve("no.bpmn").toString(), "--plan", "plans/MIG-002"))
                .startsWith("2 SW-0922 ");
    }

    @Test
    void testWalksTheDiagramAndSaysWhatWasNeverReached() {
        assertThat(test())
                .startsWith("0 ")
                .contains(
                        "task   Approve going on (approve-going-on), asked: ops, deadline after 900s: {approved=true}")
                .contains("step   Open the shop")
                .contains(
                        "path   Phase begins > Ask whether the shop may open > May it open? > Open the shop > Over > Restored")
                .contains("never reached: say-it-stays-closed")
                .endsWith("ended");
        assertThat(test("--answer", "approve-going-on:nobody"))
                .startsWith("0 ")
                .containsSubsequence("nobody answers", "timer  no-answer", "nobody answers", "timer  no-answer")
                .contains("step   Note that it stays closed");
        assertThat(test("--fail", "Open the shop"))
                .containsSubsequence(
                        "step   Open the shop: fails", "task   Choose how to go on", "step   Open the shop\n");
        assertThat(test())
                .contains(
                        "never taken: May it open? > Note that it stays closed",
                        "never taken: Note that it stays closed")
                .doesNotContain("never taken: May it open? > Open the shop", "ways taken");
        assertThat(test("--fail", "Open the shoop")).startsWith("1 ").contains("no such step came: Open the shoop");
    }

    @Test
    void theWaysOfSeveralTestsAddUpUntilTheDiagramChanges() throws Exception {
        String file = folder.resolve("ways.txt").toString();
        assertThat(test("--paths", file)).contains("ways taken by the tests so far: 5 of 7", "never taken: ");
        assertThat(test("--paths", file, "--answer", "approve-going-on:approved=false"))
                .contains("ways taken by the tests so far: 7 of 7")
                .doesNotContain("never taken: ");
        Files.writeString(drawn, Files.readString(drawn) + "\n");
        assertThat(test("--paths", file)).contains("ways taken by the tests so far: 5 of 7");
        assertThat(test("--paths", folder.toString())).startsWith("2 SW-0922 ");
    }

    @Test
    void aDiagramThatWaitsForEverIsStuck() throws Exception {
        Files.writeString(
                drawn,
                Files.readString(drawn)
                        .replace(
                                "<bpmn:endEvent id=\"restored\" name=\"Restored\">",
                                "<bpmn:receiveTask id=\"restored\" name=\"Restored\">")
                        .replace("</bpmn:endEvent>", "</bpmn:receiveTask>"));

        assertThat(test()).startsWith("1 ").contains("STUCK: nothing moves any more at restored");
    }

    @Test
    void aCopyOfEachPhaseIsCleanAndRuns() throws Exception {
        for (String phase : new String[] {"preservation", "data-rollback", "restoration", "validation"}) {
            Path copy = folder.resolve("copies").resolve("my-" + phase + ".bpmn");
            Files.createDirectories(copy.getParent());
            assertThat(run("copy", phase, copy.toString())).startsWith("0 wrote ");
            assertThat(run("lint", copy.toString())).isEqualTo("0 clean");
            assertThat(run(
                            "test",
                            copy.toString(),
                            "--plan",
                            "plans/MIG-002",
                            "--phase",
                            phase.replace("-rollback", "")))
                    .startsWith("0 ")
                    .contains("step   ")
                    .endsWith("ended");
            assertThat(run("copy", phase, copy.toString())).startsWith("2 SW-0924 ");
        }
        assertThat(run("copy", "nothing", "a.bpmn")).startsWith("2 SW-0923 ");
        assertThat(run("copy", "validation", folder + "/My Phase.bpmn")).startsWith("2 SW-0923 ");
    }

    @Test
    void drawsADiagramTheSameWayEveryTimeAndLetsNoMarkupIn() throws Exception {
        Files.writeString(drawn, Files.readString(drawn).replace("May it open?", "May &lt;script&gt; it?"));
        Path out = folder.resolve("pictures");
        Path picture = out.resolve("my-restoration.svg");

        assertThat(run("draw", drawn.toString(), "--out", out.toString())).isEqualTo("0 wrote " + picture);
        String first = Files.readString(picture);
        assertThat(first)
                .contains("May &lt;script&gt;", "<title id=\"title\">", ">Restored</text>")
                .doesNotContain("<script");
        Files.delete(picture);
        assertThat(run("draw", folder.toString(), "--out", out.toString())).startsWith("0 ");
        assertThat(picture).hasContent(first);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());

        Files.writeString(drawn, "no XML");
        assertThat(run("draw", drawn.toString(), "--out", out.toString()))
                .startsWith("2 SW-0922 my-restoration.bpmn: ")
                .hasLineCount(1);
        assertThat(run("draw", folder.resolve("plan").toString(), "--out", out.toString()))
                .startsWith("2 SW-0922 ");
    }

    private String test(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "test";
        all[1] = drawn.toString();
        all[2] = "--plan";
        all[3] = folder.resolve("plan").toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return run(all);
    }

    /** Exit code, output and errors. */
    private static String run(String... args) {
        StringWriter out = new StringWriter();
        CommandLine line = Cli.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        String[] all = new String[args.length + 1];
        all[0] = "processes";
        System.arraycopy(args, 0, all, 1, args.length);
        int code = line.execute(all);
        return code + " " + out.toString().strip();
    }
}
