package dev.sternway.executor.command;

import dev.sternway.base.Work;
import dev.sternway.executor.Keepsakes;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The processes of a step: another worker finds and ends them when the one that started them has died. They are known by a
 * variable in their environment; where that cannot be read, by a note.
 */
public final class Leftover {
    private static final String MARK = "STERNWAY_WORK";
    private static final Path PROCESSES = Path.of("/proc");
    private static final boolean READABLE = Files.isReadable(PROCESSES.resolve("self/environ"));

    private final Keepsakes notes;
    private final String key;
    private final Work work;
    private boolean noted;

    private Leftover(StepContext context) {
        this.notes = context.keepsakes();
        this.key = "process/" + context.key();
        this.work = context.work();
    }

    public static Leftover of(StepContext context) {
        return new Leftover(context);
    }

    /** What processes of this work have in their environment. */
    static Map<String, String> mark(Work work) {
        return work.isNamed() ? Map.of(MARK, work.session()) : Map.of();
    }

    /** @param host where the group was started */
    void keep(Host host, ProcessGroup group) {
        if (!READABLE || !work.isNamed() || host.user().isPresent()) {
            noted = true;
            notes.keep(key, group.note());
        }
    }

    void forget() {
        if (noted) {
            notes.forget(key);
        }
    }

    /** Ends what an earlier attempt has left running on this machine, if anything. */
    public void end() {
        if (work.isNamed() && !work.isAgain()) {
            return;
        }
        notes.find(key).ifPresent(ProcessGroup::endLeftover);
        if (READABLE && work.isNamed()) {
            ProcessHandle.allProcesses().filter(this::marked).forEach(found -> ProcessGroup.end(found, true));
        }
    }

    private boolean marked(ProcessHandle process) {
        try {
            byte[] environment = Files.readAllBytes(
                    PROCESSES.resolve(String.valueOf(process.pid())).resolve("environ"));
            return ("\0" + new String(environment, StandardCharsets.ISO_8859_1))
                    .contains("\0" + MARK + "=" + work.family());
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
