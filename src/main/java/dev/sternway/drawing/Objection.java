package dev.sternway.drawing;

/**
 * What is wrong with a diagram.
 *
 * @param element id in the diagram, or the kind of element where it has none
 * @param what in words
 * @param fix what to do
 */
public record Objection(String file, String element, String what, String fix) {
    @Override
    public String toString() {
        return file + ", " + element + ": " + what + "; " + fix;
    }
}
