package dev.sternway.planner.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/** Chance, and names and texts as nasty as people make them. */
final class Dice {
    private static final List<String> STYLES = List.of(
            "plain_%d",
            "plain_%d",
            "plain_%d",
            "\"Mixed Case %d\"",
            "\"select%d\"",
            "\"it's %d\"",
            "\"semi;colon %d\"",
            "\"a \"\"quoted\"\" %d\"",
            "\"größe_%d\"",
            "\"per%%cent %%I %d\"",
            "\"back\\slash %d\"",
            "\"$1 $$ %d\"",
            "\"-- remark %d\"",
            "\"dot.ted %d\"",
            "a_name_that_is_nearly_as_long_as_postgresql_lets_it_be_%d");
    private static final List<String> TEXTS = List.of(
            "plain",
            "it''s",
            "semi;colon",
            "double \"quotes\"",
            "-- no remark",
            "/* nor this */",
            "back\\slash",
            "$$ dollar $1",
            "ünïcödé 🙂",
            "%s %I",
            "",
            " ",
            "{\"json\": [1]}",
            "null");

    private final Random random;
    private int names;

    Dice(long seed) {
        random = new Random(seed);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Both included. */
    int number(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** @throws NoSuchElementException when there is none */
    <T> T one(List<T> list) {
        if (list.isEmpty()) {
            throw new NoSuchElementException();
        }
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** At least one, at most so many, in random order. */
    <T> List<T> some(List<T> list, int most) {
        if (list.isEmpty()) {
            throw new NoSuchElementException();
        }
        List<T> all = new ArrayList<>(list);
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(all.size(), number(1, most)));
    }

    /** A name that was not given before, quoted where it has to be. */
    String name() {
        return one(STYLES).formatted(++names);
    }

    /** A text as a literal. */
    String literal() {
        return "'" + one(TEXTS) + "'";
    }
}
