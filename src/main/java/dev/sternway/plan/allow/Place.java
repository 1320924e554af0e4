package dev.sternway.plan.allow;

import dev.sternway.plan.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A host that a target leads to.
 *
 * @param host name or address; {@link #UNREADABLE} when the target does not say it plainly
 */
record Place(String host, int port) {
    /** No rule can name it. */
    static final String UNREADABLE = "(an address that cannot be read)";

    private static final Map<String, Integer> PORTS = Map.of(
            "https",
            443,
            "http",
            80,
            "smtp",
            25,
            "smtps",
            465,
            "ssh",
            22,
            "git",
            9418,
            "postgresql",
            5432,
            "mariadb",
            3306,
            "mysql",
            3306,
            "tcp",
            0);
    private static final Pattern URL = Pattern.compile("(?:jdbc:)?([a-z][a-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(?:[^@]*@)?(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");
    /** As git reads {@code git@host:path}. */
    private static final Pattern LIKE_SCP = Pattern.compile("(?:[^@/:]+@)?(\\[[0-9a-fA-F:.]+]|[^/:\\[\\]]+):(?!//).*");
    /** What leads a driver elsewhere than the URL's host. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?i)[?&;](PGHOST|PGPORT|host|hostaddr|service|localSocket|socketFactory\\w*|socks\\w*|proxy\\w*)=");

    static List<Place> of(Target target) {
        List<Place> places = new ArrayList<>();
        target.url().ifPresent(url -> places.addAll(target.type() == Target.Type.GIT ? ofRemote(url) : ofUrl(url)));
        if (target.type() == Target.Type.SSH) {
            target.ssh().ifPresent(ssh -> ssh.hosts().forEach(host -> places.add(machine(host))));
        }
        return places;
    }

    /** Of git; none for a folder of this machine. */
    static List<Place> ofRemote(String url) {
        Matcher like = LIKE_SCP.matcher(url);
        return !URL.matcher(url).matches() && like.matches() ? List.of(new Place(bare(like.group(1)), 22)) : ofUrl(url);
    }

    private static List<Place> ofUrl(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return url.startsWith("jdbc:") || url.contains("::") ? List.of(new Place(UNREADABLE, 0)) : List.of();
        }
        boolean database = url.startsWith("jdbc:");
        if (parts.group(2).isEmpty() && !database) {
            return List.of();
        }
        int usual = Optional.ofNullable(PORTS.get(parts.group(1))).orElse(0);
        Stream<Place> hosts = Arrays.stream(parts.group(2).split(",", -1)).map(one -> place(one, usual));
        return Stream.concat(
                        hosts,
                        database && ELSEWHERE.matcher(parts.group(3)).find()
                                ? Stream.of(new Place(UNREADABLE, 0))
                                : Stream.empty())
                .toList();
    }

    /** {@code host} or {@code host:port}; a bare address of IPv6 has no port. */
    private static Place machine(String host) {
        return host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[")
                ? new Place(host, 22)
                : place(host, 22);
    }

    private static Place place(String text, int usual) {
        Matcher parts = HOST.matcher(text);
        if (!parts.matches()) {
            return new Place(UNREADABLE, 0);
        }
        return new Place(bare(parts.group(1)), parts.group(2) == null ? usual : Integer.parseInt(parts.group(2)));
    }

    private static String bare(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }
}
