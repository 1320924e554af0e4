package dev.sternway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentReportTest {
    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    @Test
    void saysEverythingThatAReaderAsksFor() {
        String text = ReportMarkdown.of(Reports.usual());

        assertThat(shape(text).headings())
                .containsExactly(
                        "Incident INC-2026-11-24-1: E-mail for users",
                        "Impact",
                        "Preliminary root cause",
                        "Decision",
                        "Phases",
                        "Steps",
                        "Data",
                        "What went wrong on the way",
                        "Messages",
                        "Timeline (UTC)",
                        "Follow-ups",
                        "Post-mortem",
                        "Ledger");
        assertThat(text)
                .contains("| Level | Level 2: full data rollback |", "| First action | 2026-11-24 22:31:05 UTC, 1m5s")
                .contains("**maria** decided: L2", "deploy-lead did not answer in time")
                .contains("| preservation | 2m | 10.0s | 4.0s | 4m5s | no, 2m5s over |")
                .contains("| data | Undo constraints, then columns | done | 1m | 1m35s | +35.0s | statements 5 |")
                .contains("| All |  |  | 4m55s | 3m46s | −1m9s | 7 attempts |")
                .contains("| Rows or values set aside | 42 |", "| Rows or values lost | 0 |")
                .contains("- Warm the cache – skipped", "- preservation overran its window")
                .contains("| Tell support: SW-0530 wrote to the incident channel | no |")
                .contains("- [ ] Find the root cause (maria, within 48h)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | b",
                "first\n\n# second",
                "first\r\n| --- |\r\n",
                "<script>alert(1)</script>",
                "<!-- comment",
                "&lt;b&gt; &amp;",
                "`code` ``` fence",
                "**bold** _it_ ~~no~~",
                "[click](javascript:alert(1)) ![i](http://evil.example/i.png)",
                "[ref]: http://evil.example",
                "- item",
                "+ item",
                "1. item",
                "2) item",
                "---",
                "===",
                "> quote",
                "    code",
                "ends with \\",
                "\\| already escaped",
                "nul \u0000 and \u0085 and \u2028 line",
                "\u202Eright to left"
            })
    void whatAnybodyWroteIsOnlyEverText(String words) {
        String plain =
                "plain\n".repeat((int) words.lines().filter(it -> !it.isBlank()).count());
        Shape usual = shape(ReportMarkdown.of(Reports.hostile(plain)));
        Shape hostile = shape(ReportMarkdown.of(Reports.hostile(words)));

        assertThat(hostile.structure()).isEqualTo(usual.structure());
        assertThat(hostile.said()).contains(visible(words));
        assertThat(ReportHtml.of(words, ReportMarkdown.of(Reports.hostile(words))))
                .doesNotContain("<script", "<!--", "<img", "<a ", "<code", "<em", "<strong>bold");
    }

    @Test
    void thePageNeedsNothingFromOutside() {
        assertThat(ReportHtml.of("Incident report", ReportMarkdown.of(Reports.usual())))
                .startsWith("<!doctype html>")
                .contains("color-scheme:light dark", "@media print")
                .doesNotContain("http://", "https://", "<script", "<link", "url(");
    }

    /** The words as a reader sees them: white space as one space, marks that reorder left out. */
    private static String visible(String words) {
        String line = words.contains("\n")
                ? words.lines().filter(it -> !it.isBlank()).findFirst().orElseThrow()
                : words;
        return line.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ")
                .replace("\u202E", "")
                .strip();
    }

    private record Shape(List<String> structure, List<String> headings, String said) {}

    private static Shape shape(String markdown) {
        List<String> structure = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        MARKDOWN.parse(markdown).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                if (!(parent instanceof Text)) {
                    structure.add(parent.getClass().getSimpleName());
                }
                super.visitChildren(parent);
            }

            @Override
            public void visit(Heading heading) {
                headings.add(text(heading));
                super.visit(heading);
            }

            @Override
            public void visit(CustomNode node) {
                super.visit(node);
                said.append(node instanceof TableCell || node instanceof TableRow ? "\n" : "");
            }

            @Override
            public void visit(Text text) {
                said.append(text.getLiteral());
            }
        });
        return new Shape(structure.stream().collect(Collectors.toList()), headings, said.toString());
    }

    private static String text(Node parent) {
        StringBuilder text = new StringBuilder();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            text.append(child instanceof Text words ? words.getLiteral() : text(child));
        }
        return text.toString();
    }
}
