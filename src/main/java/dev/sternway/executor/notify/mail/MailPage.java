package dev.sternway.executor.notify.mail;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message's text as HTML for mail programs: styles stand at the elements, since many drop the others, and nothing is loaded.
 * Blank lines part paragraphs, lines that begin with a dash are a list, addresses become links.
 */
record MailPage(String subject, String text) {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");
    private static final Pattern BLANK = Pattern.compile("\\R\\s*\\R");
    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private static final String START = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <meta name="color-scheme" content="light dark"><title>%1$s</title></head>
            <body style="margin:0;padding:24px 12px;background:#f3f4f6;">
            <table role="presentation" width="100%%" cellpadding="0" cellspacing="0"><tr><td align="center">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" \
            style="width:100%%;max-width:600px;background:#ffffff;border:1px solid #d1d5db;border-top:4px solid #2563eb;">
            <tr><td style="padding:24px 28px 8px;%2$sfont-size:19px;line-height:1.35;font-weight:600;color:#111827;">%1$s</td></tr>
            <tr><td style="padding:0 28px 20px;%2$sfont-size:15px;line-height:1.55;color:#1f2937;overflow-wrap:anywhere;">
            """;
    private static final String END = """
            </td></tr>
            <tr><td style="padding:12px 28px;border-top:1px solid #e5e7eb;%sfont-size:12px;color:#6b7280;">\
            Sent by Sternway. Answers to this address are not read.</td></tr>
            </table></td></tr></table></body></html>
            """;

    String html() {
        String blocks =
                Arrays.stream(BLANK.split(text.strip())).map(MailPage::block).collect(Collectors.joining("\n"));
        return START.formatted(escaped(subject), FONT) + blocks + END.formatted(FONT);
    }

    private static String block(String paragraph) {
        String[] lines = paragraph.strip().split("\\R");
        boolean list = Arrays.stream(lines).allMatch(line -> line.strip().startsWith("- "));
        return list
                ? Arrays.stream(lines)
                        .map(line -> "<li>" + linked(line.strip().substring(2)) + "</li>")
                        .collect(Collectors.joining("", "<ul style=\"margin:12px 0;padding-left:20px;\">", "</ul>"))
                : Arrays.stream(lines)
                        .map(MailPage::linked)
                        .collect(Collectors.joining("<br>", "<p style=\"margin:12px 0;\">", "</p>"));
    }

    private static String linked(String line) {
        Matcher address = ADDRESS.matcher(line);
        StringBuilder linked = new StringBuilder();
        int from = 0;
        while (address.find()) {
            String link = escaped(address.group());
            linked.append(escaped(line.substring(from, address.start())))
                    .append("<a href=\"")
                    .append(link)
                    .append("\" style=\"color:#2563eb;\">")
                    .append(link)
                    .append("</a>");
            from = address.end();
        }
        return linked.append(escaped(line.substring(from))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
