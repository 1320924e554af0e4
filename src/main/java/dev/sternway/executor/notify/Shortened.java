package dev.sternway.executor.notify;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/** Texts as long as a service takes them, with a mark where something is missing. */
final class Shortened {
    private static final String MARK = "…";
    private static final String SAID = "… (shortened)";
    private static final int ROOM = 200;

    private Shortened() {}

    /** @param longest in characters */
    static String to(int longest, String text) {
        if (text.length() <= longest) {
            return text;
        }
        String mark = longest < ROOM ? MARK : SAID;
        int end = longest - mark.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + mark;
    }

    /** @param longest in bytes, as a JSON text in UTF-8 */
    static String toBytes(int longest, String text) {
        int characters = text.length();
        String kept = text;
        for (int bytes = bytes(kept); bytes > longest; bytes = bytes(kept)) {
            characters = (int) Math.min(characters - 1L, (long) characters * longest / bytes);
            kept = to(characters, text);
        }
        return kept;
    }

    private static int bytes(String text) {
        return TextNode.valueOf(text).toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
