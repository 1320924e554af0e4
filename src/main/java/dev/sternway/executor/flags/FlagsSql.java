package dev.sternway.executor.flags;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;

/** A flag in a table of the application's own, one row or one for each segment. */
public final class FlagsSql extends SwitchesFlag<FlagsSql.Inputs> {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    /** The flag, and what becomes of it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("Name of the table, with its schema where it needs one; it has a primary key.")
            @NotBlank
            @Pattern(regexp = NAME + "(\\." + NAME + ")?", message = "is a table, or schema.table")
            String table,

            @JsonPropertyDescription("Values by column that find the flag's rows.") @NotEmpty
            Map<@Pattern(regexp = NAME) String, @NotNull String> where,

            @JsonPropertyDescription("Values by column that those rows have when nobody gets the feature.") @NotEmpty
            Map<@Pattern(regexp = NAME) String, @NotNull String> disabled,

            @JsonPropertyDescription(To.MEANING) @NotNull To to) {
        public Inputs {
            where = where == null ? Map.of() : Map.copyOf(where);
            disabled = disabled == null ? Map.of() : Map.copyOf(disabled);
        }
    }

    @Override
    public String uses() {
        return "flags/sql";
    }

    @Override
    public String summary() {
        return "Switches a flag in a database table off, or back with each of its rows as at arming.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Flag flag(Inputs inputs, StepContext context) {
        boolean mariaDb = TargetDatabase.isMariaDb(context, inputs.database());
        return new TableFlag(
                () -> mariaDb
                        ? TargetDatabase.mariaDb(context, inputs.database()).connect()
                        : TargetDatabase.of(context, inputs.database()).connect(),
                mariaDb,
                inputs.table(),
                inputs.where(),
                inputs.disabled());
    }

    @Override
    To to(Inputs inputs) {
        return inputs.to();
    }

    @Override
    String what(Inputs inputs) {
        return inputs.database() + "/" + inputs.table() + "/" + new java.util.TreeMap<>(inputs.where());
    }
}
