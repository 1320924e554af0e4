package dev.sternway.board;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Who reads a page. */
public record Reader(String name, Set<String> groups) {
    public static Reader of(Authentication caller) {
        return new Reader(
                caller.getName(),
                caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
