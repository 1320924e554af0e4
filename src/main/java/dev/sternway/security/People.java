package dev.sternway.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The people Sternway knows. */
public interface People {
    /** @param local logs in with a password of Sternway's own */
    record Person(String name, Set<String> groups, boolean enabled, boolean local) {}

    /** The groups of the person, when the password is right; empty otherwise. */
    Optional<Set<String>> logIn(String person, String password);

    /** The groups of a person who exists and is not disabled. */
    Optional<Set<String>> groups(String person);

    List<Person> list();

    /** Whom the identity provider vouches for: created when new, and put into exactly these groups. */
    void welcome(String person, Set<String> groups);

    /** @throws dev.sternway.base.ProblemException SW-0815 when the name is taken or unfit, SW-0816 for unknown groups */
    void create(String person, String password, Set<String> groups);

    /** @throws dev.sternway.base.ProblemException SW-0814 when nobody has the name */
    void changePassword(String person, String password);

    /** @throws dev.sternway.base.ProblemException SW-0814 when nobody has the name */
    void enable(String person, boolean enabled);
}
