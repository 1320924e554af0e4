package dev.sternway.executor.flags;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api.Unanswered;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** An executor that switches a flag off, or back to what it kept at arming. */
abstract class SwitchesFlag<I extends Record> implements Executor<I> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ARMED = "armed";

    abstract Flag flag(I inputs, StepContext context) throws Exception;

    abstract To to(I inputs);

    /** Provider, environment and name: one kept state each. */
    abstract String what(I inputs);

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(I inputs, StepContext context) throws Exception {
        try {
            Flag flag = flag(inputs, context);
            JsonNode state = flag.state();
            Optional<String> lost = flag.lost(state);
            if (lost.isPresent()) {
                return Outcome.refused(
                        "SW-1145",
                        "The flag " + what(inputs) + " could not be put back: " + lost.get(),
                        what(inputs),
                        "Change that at the provider, or restore this flag by hand and say so in the plan");
            }
            context.keepsakes().keep(key(inputs, ARMED), state.toString());
            return Outcome.done(
                    Map.of("flag", what(inputs), "off", String.valueOf(flag.off(state)), "kept", digest(state)));
        } catch (Unanswered refused) {
            return refused.outcome();
        }
    }

    @Override
    public Probe probe(I inputs, StepContext context) throws Exception {
        try {
            Flag flag = flag(inputs, context);
            return so(flag, flag.state(), inputs, context)
                    ? Probe.already("flag", what(inputs) + " is so already")
                    : Probe.needed();
        } catch (Unanswered | IOException silent) {
            return Probe.unknown(String.valueOf(silent.getMessage()));
        }
    }

    @Override
    public Outcome run(I inputs, StepContext context) throws Exception {
        try {
            Flag flag = flag(inputs, context);
            JsonNode now = flag.state();
            if (kept(inputs, context.key(), context).isEmpty()) {
                context.keepsakes().keep(key(inputs, context.key()), now.toString());
            }
            context.stillMine();
            if (to(inputs) == To.DISABLED) {
                flag.switchOff(now);
            } else {
                flag.restore(armed(inputs, context), now);
            }
            return Outcome.done(Map.of("flag", what(inputs), "before", digest(now)));
        } catch (Unanswered refused) {
            return refused.outcome();
        } catch (StepContext.Cancelled cancelled) {
            putBack(inputs, context.regardless());
            throw cancelled;
        }
    }

    /** What this step had done of its work when it was cancelled. */
    private void putBack(I inputs, StepContext context) throws Exception {
        Optional<JsonNode> before = kept(inputs, context.key(), context);
        try {
            Flag flag = flag(inputs, context);
            JsonNode now = flag.state();
            if (before.isPresent() && !before.get().equals(reread(now))) {
                flag.restore(before.get(), now);
            }
        } catch (Unanswered | IOException | ProblemException trouble) {
            context.print("the flag " + what(inputs) + " could not be put back: " + trouble.getMessage());
        }
    }

    @Override
    public Outcome verify(I inputs, StepContext context) throws Exception {
        try {
            Flag flag = flag(inputs, context);
            JsonNode now = flag.state();
            return so(flag, now, inputs, context)
                    ? Outcome.done(Map.of("flag", what(inputs), "is", digest(now)))
                    : Outcome.failed(
                            "SW-1146",
                            "The flag " + what(inputs) + " is not as it was set",
                            what(inputs),
                            "See who else sets it, then choose again");
        } catch (Unanswered silent) {
            return silent.outcome();
        }
    }

    @Override
    public Outcome undo(I inputs, StepContext context) throws Exception {
        Optional<JsonNode> before = kept(inputs, context.key(), context);
        if (before.isEmpty()) {
            return Outcome.done(Map.of("flag", "not set by this step"));
        }
        try {
            Flag flag = flag(inputs, context);
            flag.restore(before.get(), flag.state());
            return Outcome.done(Map.of("flag", what(inputs) + " is as before"));
        } catch (Unanswered refused) {
            return refused.outcome();
        }
    }

    private boolean so(Flag flag, JsonNode now, I inputs, StepContext context) throws JsonProcessingException {
        return to(inputs) == To.DISABLED
                ? flag.off(now)
                : armed(inputs, context).equals(reread(now));
    }

    private JsonNode armed(I inputs, StepContext context) throws JsonProcessingException {
        return kept(inputs, ARMED, context)
                .orElseThrow(() -> ProblemException.of(
                        "SW-1136",
                        "Nobody kept how the flag " + what(inputs) + " was at arming",
                        what(inputs),
                        "Arm the plan with this step in it"));
    }

    private Optional<JsonNode> kept(I inputs, String when, StepContext context) throws JsonProcessingException {
        Optional<String> text = context.keepsakes().find(key(inputs, when));
        return text.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(text.get()));
    }

    /** Numbers are of the same kind on both sides then. */
    private static JsonNode reread(JsonNode state) throws JsonProcessingException {
        return JSON.readTree(state.toString());
    }

    private String key(I inputs, String when) {
        return "flag/" + uses() + "/" + what(inputs) + "/" + when;
    }

    private static String digest(JsonNode state) {
        return Digest.of(state.toString()).substring(0, 12);
    }
}
