package dev.sternway.watch;

import dev.sternway.watch.condition.Unit;

/** What a source answered. */
public sealed interface Sample {
    /** What it is called in a verdict. */
    String words();

    /** A number. NaN and infinity are numbers that mean nothing. */
    record Value(double number) implements Sample {
        @Override
        public String words() {
            return Double.isFinite(number)
                    ? Unit.NUMBER.said(number)
                    : "the answer is not a usable number (" + number + ")";
        }
    }

    /** The source answered, but there is no number. */
    record None() implements Sample {
        @Override
        public String words() {
            return "the source gave no number";
        }
    }

    /** The source answered, and there was nothing of which something could be a share. */
    record NoTraffic() implements Sample {
        @Override
        public String words() {
            return "there was no traffic to judge by";
        }
    }

    /** The source did not answer. */
    record Down(String why) implements Sample {
        @Override
        public String words() {
            return why;
        }
    }
}
