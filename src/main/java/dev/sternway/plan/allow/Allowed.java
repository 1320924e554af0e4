package dev.sternway.plan.allow;

import dev.sternway.base.Problem;
import dev.sternway.base.web.Reach;
import dev.sternway.plan.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What steps and triggers of one environment may do outside of the database.
 *
 * @param hosts see {@link Reach}; any when empty
 * @param commands programs by absolute path, or by name when the system's own folders hold them; any when empty
 * @param users whom commands may run as, the first when the target names nobody; Sternway's own when empty
 */
public record Allowed(Optional<List<String>> hosts, Optional<List<String>> commands, Optional<List<String>> users) {
    /** All but what hands out a cloud's credentials. */
    public static final Allowed ANYTHING = new Allowed(Optional.empty(), Optional.empty(), Optional.empty());

    public static final Allowed NOTHING =
            new Allowed(Optional.of(List.of()), Optional.of(List.of()), Optional.of(List.of()));

    private static final Set<String> SYSTEM =
            Set.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final String ASKED = "(https?|smtps?)://.*";

    public Allowed {
        hosts = hosts.map(List::copyOf);
        commands = commands.map(List::copyOf);
        users = users.map(List::copyOf);
    }

    public Reach reach() {
        return new Reach(hosts);
    }

    /** What is wrong with a target of a service or a mail server. */
    public Optional<Problem> objection(Target target) {
        return target.url().filter(url -> url.matches(ASKED)).flatMap(url -> {
            try {
                return reach().objection(new URI(url));
            } catch (URISyntaxException elsewhere) {
                return Optional.empty();
            }
        });
    }

    /** @param program where it was found */
    public boolean mayRun(Path program) {
        return commands.isEmpty()
                || commands.get().stream()
                        .anyMatch(listed -> listed.startsWith("/")
                                ? program.normalize().equals(Path.of(listed))
                                : SYSTEM.contains(String.valueOf(program.getParent())) && program.endsWith(listed));
    }

    /** @param wanted by the target */
    public Optional<String> user(Optional<String> wanted) {
        return wanted.or(() -> users.filter(list -> !list.isEmpty()).map(list -> list.get(0)));
    }

    /** Whether a command may run as that user, or as Sternway's own when empty. */
    public boolean mayRunAs(Optional<String> user) {
        return users.isEmpty() || user.filter(users.get()::contains).isPresent();
    }
}
