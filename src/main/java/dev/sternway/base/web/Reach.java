package dev.sternway.base.web;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Where Sternway may go over the network. What hands out a cloud's credentials is always out of reach.
 *
 * @param hosts names ({@code api.example.com}, {@code *.example.com}, {@code localhost:8081}), addresses and networks
 *     ({@code 10.0.0.0/8}); anywhere when empty
 */
public record Reach(Optional<List<String>> hosts) {
    public static final Reach ANYWHERE = new Reach(Optional.empty());

    private static final String LITERAL = "\\[?[0-9a-fA-F:.x]+]?";

    public Reach {
        hosts = hosts.map(List::copyOf);
        hosts.ifPresent(list -> list.forEach(HostRule::of));
    }

    /** What is wrong with an address as far as it can be said without asking for a name's addresses. */
    public Optional<Problem> objection(URI uri) {
        return objection(Optional.ofNullable(uri.getHost()).orElse("").replaceAll("[\\[\\]]", ""), port(uri));
    }

    /** The same of a host, without brackets, and a port. */
    public Optional<Problem> objection(String host, int port) {
        boolean literal = host.matches(LITERAL) && (host.contains(":") || host.matches("[0-9.x]+|0x[0-9a-fA-F]+"));
        if (Metadata.is(host)) {
            return Optional.of(never(host));
        }
        if (literal) {
            try {
                addresses(host, port);
                return Optional.empty();
            } catch (ProblemException refused) {
                return Optional.of(refused.problem());
            } catch (UnknownHostException none) {
                return Optional.of(notListed(host));
            }
        }
        boolean mayBe = hosts.isEmpty()
                || rules().stream()
                        .anyMatch(
                                rule -> rule.names(host, port) || rule.network().isPresent());
        return mayBe ? Optional.empty() : Optional.of(notListed(host));
    }

    /**
     * The addresses of a host, every one of them allowed: connect to these and ask for no others.
     *
     * @throws ProblemException SW-0837 when one is not on the list, SW-0838 when it can never be
     */
    public List<InetAddress> addresses(String host, int port) throws UnknownHostException {
        if (Metadata.is(host)) {
            throw new ProblemException(never(host));
        }
        List<InetAddress> found = List.of(InetAddress.getAllByName(host));
        if (found.stream().anyMatch(Metadata::is)) {
            throw new ProblemException(never(host));
        }
        boolean named = hosts.isEmpty() || rules().stream().anyMatch(rule -> rule.names(host, port));
        boolean covered = found.stream().allMatch(address -> rules().stream().anyMatch(rule -> rule.covers(address)));
        if (!named && !covered) {
            throw new ProblemException(notListed(host));
        }
        return found;
    }

    /** Sockets that ask before they connect, for libraries that look names up themselves. */
    public SocketFactory sockets() {
        return new CheckedSockets(this);
    }

    private List<HostRule> rules() {
        return hosts.orElse(List.of()).stream().map(HostRule::of).toList();
    }

    /** The port that is meant when none is said. */
    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return switch (Optional.ofNullable(uri.getScheme()).orElse("")) {
            case "https" -> 443;
            case "smtp" -> 25;
            case "smtps" -> 465;
            default -> 80;
        };
    }

    private static Problem never(String host) {
        return new Problem(
                "SW-0838",
                "Sternway never asks " + host + ": it hands out a cloud's credentials",
                host,
                "Name the service that is meant");
    }

    private static Problem notListed(String host) {
        return new Problem(
                "SW-0837",
                "The host " + host + " is not on the allow-list of this environment",
                host,
                "Have whoever runs Sternway add it under hosts in the file of STERNWAY_ALLOW; see docs/allow-list.md");
    }
}
