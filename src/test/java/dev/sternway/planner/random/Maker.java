package dev.sternway.planner.random;

import java.util.List;

/** One kind of change: the statements of a random one, or none where there is nothing to change. */
interface Maker {
    List<String> make(Names names, Dice dice);
}
