package dev.sternway.security;

import java.util.Optional;
import java.util.Set;

/** The people Sternway knows. */
public interface People {
    /** The groups of the person, when the password is right; empty otherwise. */
    Optional<Set<String>> logIn(String person, String password);
}
