package dev.sternway.watch;

/** Asks for a trigger's value; keeps what it needs for differences between two questions. */
public interface Source {
    /** What is asked, for the verdict. */
    String query();

    Sample ask();
}
