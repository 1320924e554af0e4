package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.io.TempDir;

/** A folder to put files in. */
abstract class FolderFixture {
    @TempDir
    Path dir;

    final Path write(String name, String text) {
        try {
            Path file = dir.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void writeAll(String... names) {
        for (String name : names) {
            write(name, "select '" + name + "';\n");
        }
    }

    final MigrationFolder read() {
        return MigrationFolder.read(dir, Optional.empty(), Map.of());
    }

    final MigrationFolder read(Layout layout) {
        return MigrationFolder.read(dir, Optional.of(layout), Map.of());
    }

    final List<String> names() {
        return read().migrations().stream().map(Migration::name).toList();
    }

    final AbstractThrowableAssert<?, ? extends Throwable> refusal() {
        return assertThatThrownBy(this::read).isInstanceOf(ProblemException.class);
    }
}
