package dev.sternway.run.read;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.sternway.plan.bundle.PlanBundle;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a later revision of a plan's folder has changed, file by file. */
public final class ComparePlans {
    private static final int CONTEXT = 3;
    private static final byte[] NOTHING = {};

    private ComparePlans() {}

    /**
     * A file that is not the same.
     *
     * @param what added, removed or changed
     * @param lines as a unified diff has them, without its head; empty for a file that is no text
     */
    public record FileChange(String path, String what, List<String> lines) {}

    /** By path; empty when both are the same. */
    public static List<FileChange> of(PlanBundle earlier, PlanBundle later) {
        SortedSet<String> paths = new TreeSet<>(earlier.paths());
        paths.addAll(later.paths());
        List<FileChange> changes = new ArrayList<>();
        for (String path : paths) {
            byte[] before = earlier.file(path).orElse(NOTHING);
            byte[] after = later.file(path).orElse(NOTHING);
            if (!Arrays.equals(before, after) || earlier.has(path) != later.has(path)) {
                String what = !earlier.has(path) ? "added" : later.has(path) ? "changed" : "removed";
                changes.add(new FileChange(path, what, lines(path, before, after)));
            }
        }
        return changes;
    }

    private static List<String> lines(String path, byte[] before, byte[] after) {
        Optional<List<String>> old = text(before);
        Optional<List<String>> fresh = text(after);
        if (old.isEmpty() || fresh.isEmpty()) {
            return List.of();
        }
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                path, path, old.get(), DiffUtils.diff(old.get(), fresh.get()), CONTEXT);
        return diff.stream().skip(2).toList();
    }

    private static Optional<List<String>> text(byte[] content) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString())
                    .filter(text -> text.indexOf('\0') < 0)
                    .map(text -> text.lines().toList());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
