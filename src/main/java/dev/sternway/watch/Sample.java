package dev.sternway.watch;

/** What a source answered. */
public sealed interface Sample {
    /** What it is called in a verdict. */
    String words();

    /** A number. NaN and infinity are numbers that mean nothing. */
    record Value(double number) implements Sample {
        @Override
        public String words() {
            return Double.isFinite(number) ? String.valueOf(number) : "the answer is " + number;
        }
    }

    /** The source answered, but there is no number. */
    record None() implements Sample {
        @Override
        public String words() {
            return "no data";
        }
    }

    /** The source answered, and there was nothing of which something could be a share. */
    record NoTraffic() implements Sample {
        @Override
        public String words() {
            return "no traffic";
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
