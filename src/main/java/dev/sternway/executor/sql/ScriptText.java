package dev.sternway.executor.sql;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A script without comments, texts and function bodies: what is left says whether it can share a transaction. */
public final class ScriptText {
    private static final Pattern HIDDEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|(\\$(?:[A-Za-z_]\\w*)?\\$).*?\\1",
            Pattern.DOTALL);
    private static final Pattern UNFIT = Pattern.compile(
            "(?i)^(begin|commit|end|rollback|abort|start\\s+transaction|prepare\\s+transaction|vacuum|alter\\s+system"
                    + "|(create|drop)\\s+(database|tablespace)|reindex\\s+(database|system)|.*\\bconcurrently)\\b.*",
            Pattern.DOTALL);

    private ScriptText() {}

    /** First statement that ends a transaction or refuses one. */
    public static Optional<String> unfit(String script) {
        String bare = HIDDEN.matcher(script).replaceAll(" ");
        return Arrays.stream(bare.split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .filter(statement -> UNFIT.matcher(statement).matches())
                .findFirst();
    }
}
