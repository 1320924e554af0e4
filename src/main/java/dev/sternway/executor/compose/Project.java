package dev.sternway.executor.compose;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.plan.shell.Shell;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a compose project is and how it is asked, in lines of shell. */
public record Project(
        @JsonPropertyDescription(
                "Folder of the compose files; the target's own, or the home folder on a machine, when left out.")
        Optional<@Size(min = 1) String> directory,

        @JsonPropertyDescription("Compose files in their order; those that compose finds in the folder when left out.")
        List<@NotBlank String> files,

        @JsonPropertyDescription("The project's name, where it is started with one.")
        Optional<@Pattern(regexp = "[a-z0-9][a-z0-9_-]*") String> name,

        @JsonPropertyDescription(
                "Compose itself; [docker, compose] when left out, [docker-compose] where it is the older one.")
        List<@NotBlank String> compose,

        @JsonPropertyDescription("Through sudo, which must not ask for a password; false when left out.")
        boolean sudo) {
    static final Project USUAL = new Project(Optional.empty(), List.of(), Optional.empty(), List.of(), false);
    /** What compose looks for by itself; it does not once it is told of one file. */
    private static final String FOUND = """
            for file in compose.yaml compose.yml docker-compose.yaml docker-compose.yml; do
                if [ -f "$file" ]; then set -- "$@" -f "$file"; break; fi
            done
            for file in compose.override.yaml compose.override.yml docker-compose.override.yaml docker-compose.override.yml; do
                if [ -f "$file" ]; then set -- "$@" -f "$file"; break; fi
            done""";

    private static final String TOLD = "{\"id\":{{json .ID}},\"image\":{{json .Image}},\"name\":{{json .Config.Image}},"
            + "\"status\":{{json .State.Status}},\"health\":\"{{with .State.Health}}{{.Status}}{{end}}\","
            + "\"since\":{{json .State.StartedAt}},\"network\":{{json .HostConfig.NetworkMode}},"
            + "\"ports\":\"{{range .HostConfig.PortBindings}}{{range .}}{{.HostPort}} {{end}}{{end}}\","
            + "\"called\":{{json .Name}},\"once\":{{json (index .Config.Labels \"com.docker.compose.oneoff\")}}}";

    public Project {
        files = files == null ? List.of() : List.copyOf(files);
        compose = compose == null || compose.isEmpty() ? List.of("docker", "compose") : List.copyOf(compose);
    }

    /** Says each of a service's containers as a line of JSON. */
    String asks(String service) {
        return begin() + "ids=$(" + said() + " ps -a -q " + Shell.word(service) + ") || exit 3\n"
                + "[ -z \"$ids\" ] || " + docker() + " inspect --format " + Shell.quoted(TOLD) + " $ids";
    }

    /**
     * Has so many containers of a service.
     *
     * @param count as many as there are when empty
     * @param image what new ones run; as the files say when empty
     * @param replaces whether those that run another image are stopped for it
     */
    String becomes(String service, Optional<String> image, Optional<Integer> count, boolean replaces) {
        String up = said() + (image.isPresent() ? " -f \"$image\"" : "") + " up -d --no-deps --no-build "
                + (replaces ? "" : "--no-recreate ")
                + count.map(it -> "--scale " + Shell.word(service + "=" + it) + " ")
                        .orElse("")
                + Shell.word(service);
        return begin()
                + image.map(it -> """
                        image=$(mktemp) || exit 2
                        trap 'rm -f "$image"' EXIT
                        trap 'exit 143' TERM INT
                        printf '%%s\\n' %s >"$image"
                        """.formatted(Shell.quoted(overriding(service, it))))
                        .orElse("")
                + up;
    }

    private static String overriding(String service, String image) {
        return "{\"services\": {\"" + service + "\": {\"image\": \"" + image + "\"}}}";
    }

    String docker() {
        return (sudo ? "sudo -n " : "") + "docker";
    }

    private String said() {
        return (sudo ? "sudo -n " : "") + Shell.words(compose) + " \"$@\"";
    }

    private String begin() {
        String given = files.stream().map(file -> " -f " + Shell.word(file)).collect(Collectors.joining());
        return directory.map(it -> "cd " + Shell.word(it) + " || exit 2\n").orElse("")
                + "set --" + name.map(it -> " -p " + it).orElse("") + given + "\n"
                + (files.isEmpty() ? FOUND + "\n" : "");
    }
}
