package dev.sternway.planner.corpus;

import dev.sternway.planner.Migration;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.folder.MigrationFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migrations with what a person expects of each. */
public enum Corpus {
    SHOP("shop"),
    SHOP_MARIADB("shop-mariadb");

    private final Path home;

    Corpus(String folder) {
        this.home = Path.of("src/test/resources/planner", folder);
    }

    /**
     * One line of {@code expected.tsv}.
     *
     * @param why what the outcome or the wrong way back comes from
     */
    public record Expected(String outcome, String theirs, boolean lossless, String why) {}

    public List<Migration> migrations() {
        return MigrationFolder.read(home, Optional.of(Layout.GOLANG_MIGRATE), Map.of())
                .migrations();
    }

    /** By the migration's name in this folder. */
    public Map<String, Expected> expected() {
        Map<String, Expected> expected = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(home.resolve("expected.tsv"))) {
                String[] fields = line.split("\t", -1);
                if (!line.startsWith("#")) {
                    expected.put(fields[0], new Expected(fields[1], fields[2], fields[3].equals("true"), fields[4]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return expected;
    }
}
