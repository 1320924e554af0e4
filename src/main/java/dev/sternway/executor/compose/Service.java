package dev.sternway.executor.compose;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.service.Place;
import dev.sternway.plan.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service of a compose project at one place. */
record Service(StepContext context, Project project, String target, String name, Place place) {
    private static final List<String> REFUSING = List.of(
            "permission denied",
            "password is required",
            "not in the sudoers",
            "unauthorized",
            "access denied",
            "access to the resource is denied");
    private static final List<String> AWAY = List.of(
            "cannot connect to the docker daemon",
            "couldn't connect to docker daemon",
            "is the docker daemon running",
            "error while fetching server api version",
            "connection refused",
            "is not a docker command",
            "unknown shorthand flag",
            "not found");
    private static final List<String> LACKING =
            List.of("no such service", "no configuration file provided", "suitable configuration file", "can't cd to");

    /** All that are there, also those that have ended. */
    List<Container> containers() throws Exception {
        Place.Said said = place.ask(project.asks(name));
        if (said.exit() != 0) {
            throw trouble(said);
        }
        return said.lines().stream()
                .map(Container::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** @see Project#becomes */
    void become(Optional<String> image, int count, boolean replaces) throws Exception {
        require(project.becomes(name, image, Optional.of(count), replaces));
    }

    void remove(List<Container> gone) throws Exception {
        String ids = gone.stream().map(Container::id).collect(Collectors.joining(" "));
        require(project.docker() + " stop " + ids + " && " + project.docker() + " rm " + ids);
    }

    /** Digest of the image that a name leads to here; it is pulled when it is not here. */
    Optional<String> fetched(String image) throws Exception {
        Optional<String> here = image(image);
        if (here.isPresent()) {
            return here;
        }
        context.stillMine();
        Place.Said said = place.run(project.docker() + " pull " + Shell.word(image));
        return said.exit() == 0 ? image(image) : Optional.empty();
    }

    Optional<String> image(String image) throws Exception {
        Place.Said said = place.ask(project.docker() + " image inspect --format '{{.Id}}' " + Shell.word(image));
        return said.exit() == 0
                ? said.lines().stream()
                        .filter(line -> line.matches("(sha256:)?[0-9a-f]{64}"))
                        .findFirst()
                : Optional.empty();
    }

    void hold(Version version) throws Exception {
        require(project.docker() + " tag " + version.id() + " " + version.held());
    }

    /** By which compose gets exactly that image. @throws Outcome.Thrown SW-0946 when it is not there any more */
    String reference(Version version) throws Exception {
        for (String one : List.of(version.name(), version.held())) {
            if (!one.startsWith("sha256:")
                    && image(one).filter(version.id()::equals).isPresent()) {
                return one;
            }
        }
        throw Outcome.Thrown.refused(
                "SW-0946",
                "the image " + version.name() + " (" + version.id() + ") is not here any more",
                where(),
                "Pull or load it again by its digest, then choose again");
    }

    /** The last lines of what a container printed, into the receipt. */
    void explain(Container container) throws Exception {
        place.run(project.docker() + " logs --tail 10 " + container.id() + " || true");
    }

    String where() {
        return place.name() + ": " + name;
    }

    String key(String about) {
        return "compose/" + about + "/" + target + "/" + place.name() + "/"
                + project.name().orElse("") + project.directory().orElse("") + "/" + name;
    }

    private void require(String line) throws Exception {
        context.stillMine();
        Place.Said said = place.run(line);
        if (said.exit() != 0) {
            throw trouble(said);
        }
    }

    private Outcome.Thrown trouble(Place.Said said) {
        String words = said.lines().stream()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .reduce("", (one, two) -> two.length() > 400 ? two.substring(0, 400) : two);
        String all = String.join("\n", said.lines()).toLowerCase(Locale.ROOT);
        if (REFUSING.stream().anyMatch(all::contains)) {
            return Outcome.Thrown.refused(
                    "SW-0945", "this user may not do that: " + words, where(), "Let it use the engine, or sudo: true");
        }
        if (LACKING.stream().anyMatch(all::contains)) {
            return Outcome.Thrown.refused(
                    "SW-0943",
                    "there is no such project or service: " + words,
                    where(),
                    "Correct directory, files or service");
        }
        return AWAY.stream().anyMatch(all::contains)
                ? Outcome.Thrown.failed(
                        "SW-0944", "no engine answers: " + words, where(), "Check that docker and compose run there")
                : Outcome.Thrown.failed(
                        "SW-0949", "compose could not do it: " + words, where(), "Read its output, then choose again");
    }
}
