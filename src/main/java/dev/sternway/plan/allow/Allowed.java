package dev.sternway.plan.allow;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.web.Reach;
import dev.sternway.plan.Target;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What steps and triggers of one environment may reach and run.
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
    /** Looked up and checked by those who connect. */
    private static final String ASKED = "(https?|smtps?)://.*";

    public Allowed {
        hosts = hosts.map(List::copyOf);
        commands = commands.map(List::copyOf);
        users = users.map(List::copyOf);
    }

    public Reach reach() {
        return new Reach(hosts);
    }

    /** What is wrong with where a target leads, as far as names say: services, mail, databases, machines, remotes of git. */
    public Optional<Problem> objection(Target target) {
        return Place.of(target).stream()
                .flatMap(place -> reach().objection(place.host(), place.port()).stream())
                .findFirst();
    }

    /**
     * To be called when a target is used, for those whose connection is not made by {@link Reach} itself: names are looked up.
     *
     * @throws dev.sternway.base.ProblemException SW-0837 when a host is not on the list, SW-0838 when it can never be
     */
    public Target admit(Target target) {
        if (target.type() == Target.Type.GIT
                || target.url().filter(url -> url.matches(ASKED)).isEmpty()) {
            Place.of(target).forEach(this::admit);
        }
        return target;
    }

    /** The same of a remote that a work tree names. */
    public void admitRemote(String url) {
        Place.ofRemote(url).forEach(this::admit);
    }

    private void admit(Place place) {
        reach().objection(place.host(), place.port()).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        try {
            reach().addresses(place.host(), place.port());
        } catch (UnknownHostException away) {
            // whoever connects will say so; behind a name without an address there is nobody to reach
        }
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
