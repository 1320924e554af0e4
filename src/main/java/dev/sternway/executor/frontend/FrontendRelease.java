package dev.sternway.executor.frontend;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.base.ReplacedFile;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** A link leads to the build of before again, at one stroke. No build is removed. */
public final class FrontendRelease implements Executor<FrontendRelease.Inputs> {
    /** The link, and where it shall lead. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type front-end or host on this machine; its directory is where paths begin.")
            @NotBlank
            String target,

            @JsonPropertyDescription("The symbolic link that the web server follows; current when left out.")
            String link,

            @JsonPropertyDescription(
                    "Folder of the build, for example releases/2.3.1; where the link led at arming when left out.")
            Optional<@Pattern(regexp = "[^-].*") String> build) {
        public Inputs {
            link = link == null ? "current" : link;
        }
    }

    /** A link, the folder it leads to as it is written there, and that folder's digest at arming. */
    private record Noted(String folder, String digest) {}

    @Override
    public String uses() {
        return "frontend/release";
    }

    @Override
    public String summary() {
        return "Lets a release link lead to the build noted at arming again, when its files are still the same.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        Path link = link(inputs, context);
        if (!Files.isWritable(link.getParent())) {
            throw denied(link, "its folder may not be written");
        }
        String folder = inputs.build().orElse(Files.readSymbolicLink(link).toString());
        Build build = build(link, folder);
        String digest = build.digest();
        context.keepsakes().keep(note(inputs), folder + "\n" + digest);
        return Outcome.done(Map.of("build", folder, "files", String.valueOf(build.size()), "digest", digest));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Path link = link(inputs, context);
        String folder = noted(inputs, context).folder();
        return Files.readSymbolicLink(link).toString().equals(folder) ? Probe.already("build", folder) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Path link = link(inputs, context);
        Noted noted = noted(inputs, context);
        requireWhole(link, noted);
        String now = Files.readSymbolicLink(link).toString();
        if (!now.equals(noted.folder())) {
            context.keepsakes().keep(before(inputs), now);
            lead(link, noted.folder(), context);
        }
        return Outcome.done(Map.of("build", noted.folder(), "before", now));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        Path link = link(inputs, context);
        Noted noted = noted(inputs, context);
        requireWhole(link, noted);
        String now = Files.readSymbolicLink(link).toString();
        return now.equals(noted.folder())
                ? Outcome.done(Map.of("build", now, "digest", noted.digest()))
                : Outcome.failed(
                        "SW-1127",
                        link + " leads to " + now,
                        inputs.target(),
                        "See who else sets it, then choose again");
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<String> before = context.keepsakes().find(before(inputs));
        if (before.isEmpty()) {
            return Outcome.done(Map.of("link", "not set by this plan"));
        }
        Path link = link(inputs, context);
        build(link, before.get());
        lead(link, before.get(), context);
        context.keepsakes().forget(before(inputs));
        return Outcome.done(Map.of("build", before.get()));
    }

    /** By a rename, so that no request ever finds no link. */
    private static void lead(Path link, String folder, StepContext context) throws Exception {
        context.stillMine();
        Path fresh = link.resolveSibling("." + link.getFileName() + ".sternway-new");
        try {
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, Path.of(folder));
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException refused) {
            throw denied(link, ReplacedFile.whyNot(refused));
        }
    }

    private static ProblemException denied(Path link, String why) {
        return ProblemException.of(
                "SW-1125",
                "The link " + link + " may not be replaced: " + why,
                link.toString(),
                "Let the user whom Sternway runs as write there");
    }

    private static void requireWhole(Path link, Noted noted) throws IOException {
        if (!noted.digest().isEmpty() && !build(link, noted.folder()).digest().equals(noted.digest())) {
            throw missing("The files of the build " + noted.folder() + " are not those of arming", link);
        }
    }

    private static Path link(Inputs inputs, StepContext context) {
        Path folder = Path.of(context.target(inputs.target()).directory().orElse("/"));
        Path link = folder.resolve(inputs.link()).toAbsolutePath().normalize();
        if (!Files.isSymbolicLink(link)) {
            throw missing("There is no symbolic link " + link, link);
        }
        return link;
    }

    private static Build build(Path link, String folder) {
        Path place = link.resolveSibling(folder);
        if (!Files.isDirectory(place)) {
            throw missing("The build " + folder + " is not there", link);
        }
        return new Build(place);
    }

    private static Noted noted(Inputs inputs, StepContext context) {
        Optional<String[]> noted = context.keepsakes().find(note(inputs)).map(text -> text.split("\n", 2));
        if (noted.isPresent()) {
            return new Noted(noted.get()[0], noted.get()[1]);
        }
        return inputs.build()
                .map(folder -> new Noted(folder, ""))
                .orElseThrow(() ->
                        missing("Nobody noted at arming where " + inputs.link() + " led", Path.of(inputs.link())));
    }

    private static ProblemException missing(String what, Path link) {
        return ProblemException.of(
                "SW-1100",
                what,
                link.toString(),
                "Keep the builds of before on the machine; bring this one back, or name another");
    }

    private static String note(Inputs inputs) {
        return "frontend/" + inputs.target() + "/" + inputs.link() + "/"
                + inputs.build().orElse("");
    }

    private static String before(Inputs inputs) {
        return "frontend/before/" + inputs.target() + "/" + inputs.link();
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.build().isEmpty()) {
            return Optional.empty();
        }
        String folder = Shell.word(setting.target(inputs.target()).directory().orElse("/"));
        String link = Shell.word(inputs.link());
        String build = Shell.word(inputs.build().get());
        String there = "[ \"$(readlink " + folder + "/" + link + ")\" = " + build + " ] || return 1";
        return Optional.of(ShellStep.of(
                        "lets " + link + " in " + folder + " lead to " + build,
                        "cd " + folder + "\n[ -d \"$(dirname " + link + ")\"/" + build
                                + " ] || { say 'the build is not there'; return 1; }\n" + "ln -sfn " + build + " "
                                + link + ".new\nmv -T " + link + ".new " + link,
                        Needs.check(
                                "test -d " + folder,
                                folder + " is not here; run this where " + inputs.target() + " is"))
                .probing(there)
                .verifying(there));
    }
}
