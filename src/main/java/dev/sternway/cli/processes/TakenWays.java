package dev.sternway.cli.processes;

import dev.sternway.base.Digest;
import dev.sternway.process.dry.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A file of the ways that tests of a diagram took: its digest, then the id of one sequence flow a line. */
final class TakenWays {
    private TakenWays() {}

    /**
     * Adds those of this course.
     *
     * @return those of all courses of this very diagram
     * @throws dev.sternway.base.ProblemException SW-0922 when the file cannot be read or written
     */
    static Set<String> remember(Path file, byte[] diagram, Course course) {
        String digest = Digest.of(diagram);
        Set<String> taken = new TreeSet<>();
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty() && lines.get(0).equals(digest)) {
                taken.addAll(lines.subList(1, lines.size()));
            }
            course.ways().stream().filter(Course.Way::taken).map(Course.Way::id).forEach(taken::add);
            List<String> all = new ArrayList<>(List.of(digest));
            all.addAll(taken);
            Files.write(file, all);
        } catch (IOException away) {
            throw DrawnFiles.unreadable(file, "cannot be read or written");
        }
        return taken;
    }
}
