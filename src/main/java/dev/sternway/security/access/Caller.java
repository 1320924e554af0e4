package dev.sternway.security.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody who was let in: the groups are the authorities, the actions what is left of them through this door. */
public final class Caller extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final String name;
    private final EnumSet<Action> actions;
    private final boolean person;

    private Caller(String name, Collection<String> groups, Set<Action> actions, boolean person) {
        super(groups.stream().map(SimpleGrantedAuthority::new).toList());
        this.name = name;
        this.person = person;
        this.actions = EnumSet.noneOf(Action.class);
        this.actions.addAll(actions);
        setAuthenticated(true);
    }

    /** Logged in, by password or by the identity provider. */
    public static Caller person(String name, Collection<String> groups) {
        return new Caller(name, groups, Role.actions(groups), true);
    }

    /** By a token: no more than its owner may, and no more than the scopes say. */
    public static Caller token(String owner, Collection<String> groups, Set<Action> scopes) {
        Set<Action> left = Role.actions(groups);
        left.retainAll(scopes);
        return new Caller(owner, groups, left, false);
    }

    public boolean may(Action action) {
        return actions.contains(action);
    }

    /** False for a token. */
    public boolean person() {
        return person;
    }

    public static Optional<Caller> of(Object authentication) {
        return authentication instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
