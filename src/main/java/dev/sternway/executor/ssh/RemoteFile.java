package dev.sternway.executor.ssh;

import dev.sternway.base.Digest;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.plan.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** A file on one machine, and the versions of it that are kept here. */
record RemoteFile(Machine machine, String path, String target, Duration timeout, StepContext context) {
    static final String ARMED = "armed";
    static final String BEFORE = "before";
    private static final String NONE = "none";

    String where() {
        return machine.name() + ":" + path;
    }

    /** SHA-256; empty when there is no such file. */
    Optional<String> digest() throws IOException, LeaseLost {
        String answer = new String(
                machine.pipe("test ! -e " + file() + " || sha256sum < " + file(), new byte[0], timeout),
                StandardCharsets.UTF_8);
        return answer.isBlank() ? Optional.empty() : Optional.of(answer.strip().replaceFirst("\\s.*", ""));
    }

    /** @throws Outcome.Thrown SW-1125 when the file could not be replaced */
    void requireWritableFolder() throws IOException, LeaseLost, Outcome.Thrown {
        try {
            machine.pipe("test -w \"$(dirname " + file() + ")\"", new byte[0], timeout);
        } catch (IOException readOnly) {
            throw Outcome.Thrown.refused(
                    "SW-1125",
                    "the folder of " + path + " is not there or may not be written",
                    where(),
                    "Create it, or let the target's user write there");
        }
    }

    /** At one stroke, with the mode and, where this user may, the owner of what was there. */
    void replace(byte[] content) throws IOException, LeaseLost {
        String script = "set -e; f=" + file() + "; n=\"$f.sternway-new\"; umask 077; cat >\"$n\"; "
                + "[ \"$(sha256sum <\"$n\" | cut -d' ' -f1)\" = " + Digest.of(content)
                + " ] || { rm -f \"$n\"; echo 'it did not arrive whole' >&2; exit 1; }; "
                + "if [ -e \"$f\" ]; then chown \"$(stat -c %u:%g \"$f\")\" \"$n\" 2>/dev/null || :; "
                + "chmod \"$(stat -c %a \"$f\")\" \"$n\"; else chmod 644 \"$n\"; fi; mv -f \"$n\" \"$f\"";
        machine.pipe(script, content, timeout);
    }

    /** @return its digest */
    String keep(String as) throws IOException, LeaseLost, Outcome.Thrown {
        if (digest().isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1126",
                    "there is no " + path + " to keep",
                    where(),
                    "Correct the path, or name a file of the plan");
        }
        byte[] content = machine.pipe("cat " + file(), new byte[0], timeout);
        Path copy = copy(as);
        Files.createDirectories(copy.getParent());
        Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
        context.keepsakes().keep(note(as), Digest.of(content));
        return Digest.of(content);
    }

    /** What a killed attempt kept is still what was there before. */
    void keepOnce(String as) throws IOException, LeaseLost, Outcome.Thrown {
        if (context.keepsakes().find(note(as)).isEmpty() && digest().isPresent()) {
            keep(as);
        }
    }

    Optional<byte[]> kept(String as) throws IOException {
        String digest = context.keepsakes().find(note(as)).orElse(NONE);
        if (digest.equals(NONE) || !Files.exists(copy(as))) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(copy(as));
        return Digest.of(content).equals(digest) ? Optional.of(content) : Optional.empty();
    }

    byte[] requireKept(String as) throws IOException, Outcome.Thrown {
        return kept(as).orElseThrow(() -> Outcome.Thrown.refused(
                "SW-1126",
                "nobody kept " + path + " at arming, or the copy was changed",
                where(),
                "Arm the plan before the release, or name a file of the plan"));
    }

    void forget(String as) {
        context.keepsakes().forget(note(as));
    }

    private String file() {
        return Shell.word(path);
    }

    private String note(String as) {
        return "ssh/file/" + as + "/" + target + "/" + machine.name() + path;
    }

    private Path copy(String as) {
        return context.workspace().resolve("ssh").resolve(Digest.of(note(as).getBytes(StandardCharsets.UTF_8)));
    }
}
