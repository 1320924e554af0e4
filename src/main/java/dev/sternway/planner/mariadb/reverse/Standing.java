package dev.sternway.planner.mariadb.reverse;

import java.util.Set;

/**
 * What stood when a statement ran.
 *
 * @param born tables that the migration itself made, which vanish as a whole
 * @param broken views that did not work any more, and cannot be made again before that is undone which broke them
 */
public record Standing(Set<String> born, Set<String> broken) {
    public Standing {
        born = Set.copyOf(born);
        broken = Set.copyOf(broken);
    }
}
