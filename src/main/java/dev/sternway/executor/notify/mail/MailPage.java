package dev.sternway.executor.notify.mail;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message's text as HTML for mail programs: styles stand at the elements, since many drop the others, and nothing is loaded.
 * Blank lines part paragraphs, lines that begin with a dash are a list, lines like {@code Next update: 18:19} are a table,
 * addresses become links, and what stands in brackets before the subject stands above it.
 */
record MailPage(String subject, String text) {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");
    private static final Pattern BLANK = Pattern.compile("\\R\\s*\\R");
    private static final Pattern FACT = Pattern.compile("([A-Z][A-Za-z0-9 /-]{1,30}): (.+)");
    private static final Pattern ABOUT = Pattern.compile("\\[([^]]{1,60})]\\s*(.+)");
    private static final int PREVIEW = 120;
    private static final String FONT =
            "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    /** For programs that know the reader's colours; the others keep the light ones. */
    private static final String NIGHT = """
            @media (prefers-color-scheme: dark) {
            .around { background:#0b1220 !important; }
            .card { background:#111827 !important; border-color:#1f2937 !important; }
            .title { color:#f9fafb !important; }
            .words { color:#e5e7eb !important; }
            .facts { background:#1f2937 !important; }
            .label, .foot { color:#9ca3af !important; border-color:#1f2937 !important; }
            .about { background:#1e3a8a !important; color:#dbeafe !important; }
            .link { color:#93c5fd !important; }
            }
            """;

    private static final String START = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <meta name="color-scheme" content="light dark"><title>%1$s</title>
            <style>
            %4$s</style></head>
            <body class="around" style="margin:0;padding:0;background:#eef2f7;">
            <div style="display:none;max-height:0;overflow:hidden;">%3$s</div>
            <table class="around" role="presentation" width="100%%" cellpadding="0" cellspacing="0" style="background:#eef2f7;">\
            <tr><td align="center" style="padding:28px 12px;">
            <table class="card" role="presentation" width="600" cellpadding="0" cellspacing="0" \
            style="width:100%%;max-width:600px;background:#ffffff;border:1px solid #dbe2ea;border-radius:12px;\
            border-collapse:separate;overflow:hidden;">
            <tr><td style="height:6px;line-height:6px;font-size:0;background:#1d4ed8;">&nbsp;</td></tr>
            %5$s<tr><td class="title" style="padding:%6$s 32px 4px;%2$sfont-size:22px;line-height:1.3;font-weight:700;\
            letter-spacing:-0.01em;color:#0f172a;">%7$s</td></tr>
            <tr><td class="words" style="padding:4px 32px 24px;%2$sfont-size:16px;line-height:1.6;color:#1f2937;\
            overflow-wrap:anywhere;word-break:break-word;">
            """;
    private static final String BADGE = """
            <tr><td style="padding:26px 32px 0;"><span class="about" style="display:inline-block;padding:3px 10px;\
            border-radius:999px;background:#dbeafe;color:#1e3a8a;%sfont-size:12px;line-height:1.5;font-weight:600;\
            letter-spacing:0.02em;">%s</span></td></tr>
            """;
    private static final String END = """
            </td></tr>
            <tr><td class="foot" style="padding:14px 32px 18px;border-top:1px solid #e5e7eb;%sfont-size:12px;\
            line-height:1.5;color:#64748b;">Sent by Sternway. Answers to this address are not read.</td></tr>
            </table></td></tr></table></body></html>
            """;

    String html() {
        Matcher about = ABOUT.matcher(subject);
        boolean marked = about.matches();
        String title = marked ? about.group(2) : subject;
        String badge = marked ? BADGE.formatted(FONT, escaped(about.group(1))) : "";
        String blocks =
                Arrays.stream(BLANK.split(text.strip())).map(MailPage::block).collect(Collectors.joining("\n"));
        return START.formatted(
                        escaped(subject),
                        FONT,
                        escaped(preview()),
                        NIGHT,
                        badge,
                        marked ? "12px" : "26px",
                        escaped(title))
                + blocks
                + END.formatted(FONT);
    }

    /** What a list of mails shows below the subject. */
    private String preview() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > PREVIEW ? line.substring(0, PREVIEW) + "…" : line;
    }

    private static String block(String paragraph) {
        List<String> lines =
                Arrays.stream(paragraph.strip().split("\\R")).map(String::strip).toList();
        if (lines.stream().allMatch(line -> line.startsWith("- "))) {
            return lines.stream()
                    .map(line -> "<li>" + linked(line.substring(2)) + "</li>")
                    .collect(Collectors.joining("", "<ul style=\"margin:14px 0;padding-left:22px;\">", "</ul>"));
        }
        if (lines.size() > 1
                && lines.stream().allMatch(line -> FACT.matcher(line).matches())) {
            return lines.stream()
                    .map(MailPage::fact)
                    .collect(Collectors.joining(
                            "",
                            "<table class=\"facts\" role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\""
                                    + " style=\"margin:16px 0;padding:8px 0;background:#f1f5f9;border-radius:8px;\">",
                            "</table>"));
        }
        return lines.stream()
                .map(MailPage::linked)
                .collect(Collectors.joining("<br>", "<p style=\"margin:14px 0;\">", "</p>"));
    }

    private static String fact(String line) {
        Matcher fact = FACT.matcher(line);
        return fact.matches()
                ? "<tr><td class=\"label\" width=\"34%\" style=\"padding:5px 8px 5px 16px;" + FONT
                        + "font-size:14px;line-height:1.5;vertical-align:top;color:#526072;\">" + escaped(fact.group(1))
                        + "</td><td class=\"words\" style=\"padding:5px 16px 5px 8px;" + FONT
                        + "font-size:15px;line-height:1.5;vertical-align:top;font-weight:600;color:#0f172a;overflow-wrap:anywhere;\">"
                        + linked(fact.group(2)) + "</td></tr>"
                : "";
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
                    .append("\" class=\"link\" style=\"color:#1d4ed8;\">")
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
