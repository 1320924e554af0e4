package dev.sternway.executor.migrate.rehearse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** A step of a level that has no scripts of its own. */
public record LevelStep(
        @JsonPropertyDescription("The executor: one of migrate/…, or sql/script.") @NotBlank
        String uses,

        @JsonPropertyDescription("Its inputs.") @NotNull JsonNode with) {}
