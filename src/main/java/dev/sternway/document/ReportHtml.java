package dev.sternway.document;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as a page of its own: no scripts, nothing loaded, fit for print. */
public final class ReportHtml {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#8886;--soft:#2563eb18}
            body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
            h1{font-size:1.6rem;border-bottom:3px solid #2563eb;padding-bottom:.4rem}
            h2{font-size:1.15rem;margin:2rem 0 .6rem}
            table{border-collapse:collapse;width:100%;font-size:.88rem}
            th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
            td{overflow-wrap:break-word}td:last-child{overflow-wrap:anywhere;min-width:12ch}
            th{background:var(--soft);white-space:nowrap}tr:nth-child(even) td{background:#8881}
            [align=right]{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            input[type=checkbox]{margin-right:.4rem}
            @media print{body{margin:0;max-width:none;font-size:12px}h2{break-after:avoid}tr{break-inside:avoid}}
            """;

    private ReportHtml() {}

    public static String of(String title, String markdown) {
        String body = HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build()
                .render(Parser.builder().extensions(TABLES).build().parse(markdown));
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(title)
                + "</title><meta name=\"viewport\" content=\"width=device-width\"><style>" + STYLE
                + "</style></head><body>\n" + body + "</body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
