package dev.sternway.run.secret;

import java.util.Optional;

/** One place that may know a secret. */
public interface SecretSource {
    /** @throws dev.sternway.base.ProblemException when the place cannot be asked: that is not the same as having none */
    Optional<String> find(String name);

    /** How the place is called in messages. */
    String place();
}
