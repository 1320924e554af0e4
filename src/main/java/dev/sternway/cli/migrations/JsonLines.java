package dev.sternway.cli.migrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.walk.Tally;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One JSON object for each migration, and one for all. */
final class JsonLines implements Lines {
    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void start(Layout layout, int migrations, String scratch) {
        // the objects say it all
    }

    @Override
    public void line(Proof proof) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("migration", proof.migration());
        line.put("outcome", proof.outcome().word());
        line.put("reason", reason(proof));
        line.put("theirs", word(proof.theirs().result()));
        line.put("lossless", proof.lossless());
        line.put("millis", proof.millis());
        print(line);
    }

    @Override
    public void end(Tally tally) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("migrations", tally.migrations());
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.word(), tally.count(outcome));
        }
        Map<String, Object> theirs = new LinkedHashMap<>();
        for (Theirs.Result result : Theirs.Result.values()) {
            theirs.put(word(result), tally.count(result));
        }
        counts.put("theirs", theirs);
        counts.put("millis", tally.millis());
        print(Map.of("summary", counts));
    }

    private void print(Map<String, Object> object) {
        try {
            out.println(PlanMapper.json().writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(Proof proof) {
        String difference = proof.theirs().difference();
        String own = difference.isEmpty() ? "" : "theirs: " + difference;
        return proof.reason().isEmpty() || own.isEmpty() ? proof.reason() + own : proof.reason() + "; " + own;
    }

    static String word(Theirs.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
