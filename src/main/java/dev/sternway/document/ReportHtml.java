package dev.sternway.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as a page of its own: no scripts, nothing loaded, fit for print. */
public final class ReportHtml {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), TaskListItemsExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#8886;--soft:#2563eb18;--page:#fff;--ink:#1a1a1a;--link:#1d4ed8;--quiet:#5c5c5c}
            @media (prefers-color-scheme:dark){:root{--page:#15171c;--ink:#e8e8e8;--link:#9db8ff;--quiet:#a8a8a8}}
            html{background:var(--page);color:var(--ink)}a{color:var(--link)}
            body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
            h1{font-size:1.6rem;border-bottom:3px solid #2563eb;padding-bottom:.4rem}
            h2{font-size:1.15rem;margin:2rem 0 .6rem}
            h3,h4{font-size:1rem;margin:1.4rem 0 .4rem}
            table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.6rem 0}
            th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;white-space:pre-line}
            td{overflow-wrap:break-word}td:last-child{overflow-wrap:anywhere;min-width:12ch}
            th{background:var(--soft);white-space:nowrap}tr:nth-child(even) td{background:#8881}
            [align=right]{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            ul:has(>li>input){list-style:none;padding-left:.2rem}
            input[type=checkbox]{margin-right:.4rem}
            pre{background:#8881;border-left:3px solid #2563eb;padding:.5rem .8rem;white-space:pre-wrap;font-size:.85rem}
            nav{columns:10rem;font-size:.9rem;margin-bottom:1.2rem}nav a{display:block;padding:.1rem 0}
            .c2{width:auto;min-width:min(100%,24rem)}
            @media screen and (max-width:44rem){
            body{margin:1rem auto}.cards thead{display:none}
            .cards tr{display:block;border:1px solid var(--line);margin:.5rem 0;padding:.3rem .6rem}
            .cards td{display:block;border:0;padding:.1rem 0;background:none!important;text-align:left}
            .cards td:not(:empty)::before{content:attr(data-label) ": ";color:var(--quiet)}.cards td:empty{display:none}
            .cards td:first-child{font-weight:600}.cards td:first-child::before{font-weight:400}}
            @media print{:root{--page:#fff;--ink:#000;--link:#000;--quiet:#444}body{margin:0;max-width:none;font-size:12px}nav{display:none}h2,h3,h4{break-after:avoid}
            tr,pre{break-inside:avoid}p:has(+pre){break-after:avoid}pre{border:1px solid var(--line)}}
            """;

    private ReportHtml() {}

    public static String of(String title, String markdown) {
        return page(title, "", PARSER.parse(markdown));
    }

    /** With links to every section of the second rank on top. */
    public static String withContents(String title, String markdown) {
        Node document = PARSER.parse(markdown);
        StringBuilder contents = new StringBuilder("<nav aria-label=\"Contents\">\n");
        int number = 0;
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                contents.append("<a href=\"#s")
                        .append(++number)
                        .append("\">")
                        .append(escaped(text(heading)))
                        .append("</a>\n");
            }
        }
        return page(title, contents.append("</nav>\n").toString(), document);
    }

    private static String page(String title, String contents, Node document) {
        String body = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> new Marks())
                .build()
                .render(document);
        String begun =
                contents.isEmpty() ? body : body.replaceFirst("(?<=</h1>)", Matcher.quoteReplacement("\n" + contents));
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(title)
                + "</title><meta name=\"viewport\" content=\"width=device-width\"><style>" + STYLE
                + "</style></head><body>\n" + begun + "</body></html>\n";
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text literal) {
                text.append(literal.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }

    /** Numbers the sections, says what boxes mean, and names the column in each cell for screens on which a wide table's row stands as a card. */
    private static final class Marks implements AttributeProvider {
        private static final int WIDE = 4;
        private int sections;
        private final List<String> heads = new ArrayList<>();
        private int column;

        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (tagName.equals("input")) {
                attributes.put("aria-label", attributes.containsKey("checked") ? "Done" : "To do");
            } else if (node instanceof Heading heading && heading.getLevel() == 2) {
                attributes.put("id", "s" + ++sections);
            } else if (node instanceof TableBlock) {
                heads.clear();
                int columns = children(node.getFirstChild().getFirstChild());
                attributes.put("class", columns >= WIDE ? "cards" : "c" + columns);
            } else if (node instanceof TableRow) {
                column = 0;
            } else if (node instanceof TableCell cell) {
                if (cell.isHeader()) {
                    heads.add(text(cell));
                } else if (column < heads.size()) {
                    attributes.put("data-label", heads.get(column++));
                }
            }
        }

        private static int children(Node parent) {
            int children = 0;
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                children++;
            }
            return children;
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
