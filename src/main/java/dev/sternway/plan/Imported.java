package dev.sternway.plan;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;

/** What a document that was not written for Sternway leaves open. */
public final class Imported {
    private Imported() {}

    /**
     * Something that must be filled in before the plan can be used. It counts as filled when the blank no longer stands
     * in the plan or its scripts; without a blank, when the field is there.
     *
     * @param name a word for it
     * @param blank the words to be replaced, as they stand in the plan and its scripts: {@code <commit>}, {@code $DB_HOST}
     * @param field JSON pointer of the field that the document does not give
     * @param line of the document, from 1; empty when it says nothing about it
     */
    public record Input(
            @NotBlank String name, Optional<String> blank, Optional<String> field, Optional<@Min(1) Integer> line) {}

    /**
     * Text that has no place in the plan, as it stands in the document.
     *
     * @param line of the document, from 1, where the text begins
     */
    public record Unplaced(@Min(1) int line, @NotBlank String text) {}
}
