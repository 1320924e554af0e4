package dev.sternway.document.outline;

import dev.sternway.document.outline.Block.Pair;
import dev.sternway.document.outline.Block.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Text without its Markdown, and the keys and values in it. */
final class Inlines {
    private static final Pattern LABEL = Pattern.compile("([\\p{Lu}][^:|.!?`]{0,48}):\\s+(\\S.*)");
    private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");
    private static final Pattern SEPARATOR = Pattern.compile("[ |·•;,]+$");
    private static final Pattern COLON = Pattern.compile("^ *[:：]? *");

    private Inlines() {}

    /** A cell, a heading. */
    static Phrase phrase(Node parent, Lines at) {
        List<Node> nodes = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            nodes.add(node);
        }
        return phrase(nodes, at);
    }

    private static Phrase phrase(List<Node> nodes, Lines at) {
        if (nodes.size() == 1 && nodes.get(0) instanceof Code code) {
            return new Phrase(code.getLiteral(), true, at);
        }
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> write(node, text));
        return new Phrase(text.toString(), false, at);
    }

    /** A paragraph: each of its lines is looked through for keys. */
    static Prose prose(Node paragraph, Lines at) {
        List<List<Node>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                lines.add(new ArrayList<>());
            } else {
                lines.get(lines.size() - 1).add(node);
            }
        }
        Found found = new Found(at);
        for (int i = 0; i < lines.size(); i++) {
            found.line(lines.get(i), Math.min(at.first() + i, at.last()));
        }
        return new Prose(phrase(paragraph, at), found.lead(), found.pairs, at);
    }

    /** Lines of {@code key: value} that are no Markdown. */
    static Prose plain(String text, int line) {
        List<Pair> pairs = new ArrayList<>();
        int at = line;
        for (String each : text.split("\n", -1)) {
            int colon = each.indexOf(':');
            if (colon > 0) {
                Lines lines = Lines.of(at);
                Phrase value = new Phrase(each.substring(colon + 1).strip(), false, lines);
                pairs.add(new Pair(new Phrase(each.substring(0, colon).strip(), false, lines), value, true));
            }
            at++;
        }
        Phrase whole = new Phrase(text.strip(), false, new Lines(line, at));
        return new Prose(whole, whole.with(""), pairs, whole.at());
    }

    private static boolean isKey(Node node) {
        if (!(node instanceof StrongEmphasis)) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        write(node, text);
        boolean colonAfter =
                node.getNext() instanceof Text next && next.getLiteral().matches("(?s) {0,3}[:：].*");
        return text.length() <= 60 && (colonAfter || text.toString().strip().matches("(?s).+[:：]"));
    }

    private static void write(Node node, StringBuilder out) {
        if (node instanceof Text text) {
            out.append(text.getLiteral());
        } else if (node instanceof Code code) {
            out.append('`').append(code.getLiteral()).append('`');
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            out.append(' ');
        } else if (node instanceof HtmlInline html) {
            out.append(BREAK.matcher(html.getLiteral()).replaceAll("\n"));
        } else {
            int start = out.length();
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                write(child, out);
            }
            String address = node instanceof Link link
                    ? link.getDestination()
                    : node instanceof Image image ? image.getDestination() : "";
            String shown = out.substring(start);
            if (!address.isEmpty() && !address.equals(shown) && !address.equals("mailto:" + shown)) {
                out.append(" (").append(address).append(')');
            }
        }
    }

    /** What was found so far in a paragraph. */
    private static final class Found {
        private final List<Pair> pairs = new ArrayList<>();
        private final StringBuilder lead = new StringBuilder();
        private final Lines at;
        private int leadEnd;

        Found(Lines at) {
            this.at = at;
            this.leadEnd = at.first();
        }

        Phrase lead() {
            return new Phrase(lead.toString(), false, new Lines(at.first(), leadEnd));
        }

        void line(List<Node> nodes, int line) {
            Lines here = Lines.of(line);
            int key = next(nodes, 0);
            Phrase before = phrase(nodes.subList(0, key), here);
            Matcher label = LABEL.matcher(before.text().strip());
            if (key == nodes.size() && label.matches()) {
                Phrase name = new Phrase(label.group(1), false, here);
                pairs.add(new Pair(name, new Phrase(label.group(2), false, here), false));
                return;
            }
            if (!before.text().isBlank()) {
                carryOn(before.text(), line);
            }
            while (key < nodes.size()) {
                int end = next(nodes, key + 1);
                String name = phrase(nodes.subList(key, key + 1), here).text().replaceAll("[\\s:：]+$", "");
                Phrase value = value(nodes.subList(key + 1, end), end < nodes.size(), here);
                pairs.add(new Pair(new Phrase(name.strip(), false, here), value, true));
                key = end;
            }
        }

        /** A line without keys goes on with what stands before it. */
        private void carryOn(String text, int line) {
            if (pairs.isEmpty()) {
                lead.append(lead.isEmpty() ? "" : " ").append(text.strip());
                leadEnd = line;
                return;
            }
            Pair last = pairs.remove(pairs.size() - 1);
            String longer = (last.value().text() + " " + text.strip()).strip();
            Phrase value = new Phrase(longer, false, last.value().at().to(Lines.of(line)));
            pairs.add(new Pair(last.key(), value, last.bold()));
        }

        private static int next(List<Node> nodes, int from) {
            int at = from;
            while (at < nodes.size() && !isKey(nodes.get(at))) {
                at++;
            }
            return at;
        }

        private static Phrase value(List<Node> nodes, boolean more, Lines here) {
            List<Node> said = nodes.stream()
                    .filter(node ->
                            !(node instanceof Text text && text.getLiteral().matches("[ :：|·•;,]*")))
                    .toList();
            if (said.size() == 1 && said.get(0) instanceof Code) {
                return phrase(said, here);
            }
            String text = COLON.matcher(phrase(nodes, here).text()).replaceFirst("");
            String whole = more ? SEPARATOR.matcher(text).replaceFirst("") : text.replaceAll(" +$", "");
            return new Phrase(whole, false, here);
        }
    }
}
