package dev.sternway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real work tree on branch main with a bare remote beside it. */
public final class GitPlace {
    private final Path folder;

    public GitPlace(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        in(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        in(folder, "clone", "--quiet", remote(), "tree");
        git("config", "user.name", "Ada");
        git("config", "user.email", "ada@example.org");
        git("checkout", "--quiet", "-B", "main");
    }

    public Path tree() {
        return folder.resolve("tree");
    }

    /** Its address as a file URL. */
    public String remote() {
        return folder.resolve("remote.git").toUri().toString();
    }

    public Target target() {
        return target(Optional.empty());
    }

    public Target target(Optional<String> url) {
        return new Target(
                Target.Type.GIT,
                url,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(tree().toString()),
                Map.of());
    }

    public GitPlace write(String file, String content) throws IOException {
        Files.createDirectories(tree().resolve(file).getParent());
        Files.writeString(tree().resolve(file), content);
        return this;
    }

    public String read(String file) throws IOException {
        return Files.readString(tree().resolve(file));
    }

    /** Commits everything and pushes it. @return the commit */
    public String release(String message) throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
        git("push", "--quiet", "origin", "HEAD:main");
        return git("rev-parse", "HEAD");
    }

    public String git(String... arguments) throws IOException, InterruptedException {
        return in(tree(), arguments);
    }

    /** In the remote. */
    public String there(String... arguments) throws IOException, InterruptedException {
        return in(folder.resolve("remote.git"), arguments);
    }

    /** In a second clone, as somebody else. */
    public Path somebodyElse() throws IOException, InterruptedException {
        Path other = folder.resolve("other");
        in(folder, "clone", "--quiet", remote(), "other");
        in(other, "config", "user.name", "Bob");
        in(other, "config", "user.email", "bob@example.org");
        return other;
    }

    public static String in(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
