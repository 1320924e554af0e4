package dev.sternway.document.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as PDF, A4, numbered pages; nothing is loaded, and its letters are in it. */
public final class ReportPdf {
    private static final String FONT = "DejaVu Sans";
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final String STYLE = """
            @page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt 'DejaVu Sans'}}
            body{font:9pt/1.45 'DejaVu Sans';color:#16202c}
            h1{font-size:16pt;border-bottom:2pt solid #2563eb;padding-bottom:4pt}
            h2{font-size:12pt;margin:14pt 0 4pt;page-break-after:avoid}h3,h4{font-size:10pt;page-break-after:avoid}
            table{border-collapse:collapse;width:100%;font-size:7.5pt;margin:4pt 0;-fs-table-paginate:paginate}
            th,td{border:.5pt solid #99a;padding:2pt 4pt;text-align:left;vertical-align:top;word-wrap:break-word}
            th{background:#e8eefc}tr{page-break-inside:avoid}
            pre,code{font-family:'DejaVu Sans'}pre{background:#f1f3f6;padding:5pt 8pt;white-space:pre-wrap;word-wrap:break-word}
            """;

    static {
        XRLog.setLoggingEnabled(false);
    }

    private ReportPdf() {}

    /** @param title of the document, as readers show it above its pages */
    public static byte[] of(String title, String markdown) {
        String body = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build()
                .render(Parser.builder().extensions(EXTENSIONS).build().parse(withoutControls(markdown)));
        String page = "<html lang=\"en\"><head><title>" + escaped(title) + "</title><style>" + STYLE
                + "</style></head><body>" + body + "</body></html>";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .useUriResolver((base, uri) -> null)
                    .useFont(() -> font("DejaVuSans.ttf"), FONT)
                    .useFont(() -> font("DejaVuSans-Bold.ttf"), FONT, 700, FontStyle.NORMAL, true)
                    .withProducer("Sternway")
                    .withHtmlContent(page, null)
                    .toStream(out)
                    .run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    private static InputStream font(String name) {
        return Objects.requireNonNull(ReportPdf.class.getResourceAsStream(name), name);
    }

    /** XML has no place for them. */
    private static String withoutControls(String text) {
        return text.codePoints()
                .filter(it -> it == '\n' || it == '\r' || it == '\t' || it >= 0x20 && it != 0xFFFE && it != 0xFFFF)
                .filter(it -> it < 0xD800 || it > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String escaped(String title) {
        return withoutControls(title).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
