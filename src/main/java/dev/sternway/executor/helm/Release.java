package dev.sternway.executor.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.service.Place;
import dev.sternway.plan.shell.Shell;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A release, by helm's own words. */
record Release(HelmRollback.Inputs inputs, StepContext context, Place place) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 400;
    private static final List<String> REFUSING = List.of("forbidden", "unauthorized", "must be logged in");
    private static final List<String> AWAY = List.of(
            "cluster unreachable",
            "connection refused",
            "no such host",
            "i/o timeout",
            "not found\n",
            "command not found");

    /** The newest first. @throws Outcome.Thrown SW-0951 when there is no such release */
    List<Entry> history() throws Exception {
        Place.Said said = place.ask(helm(inputs) + " history " + inputs.release() + " --max 256 -o json");
        // long lines come in pieces
        String all = String.join("", said.lines());
        int begin = all.indexOf("[{");
        if (said.exit() != 0 || begin < 0) {
            throw trouble(said);
        }
        try {
            return StreamSupport.stream(JSON.readTree(all.substring(begin)).spliterator(), false)
                    .map((JsonNode one) -> Entry.of(one))
                    .sorted(Comparator.comparingInt(Entry::revision).reversed())
                    .toList();
        } catch (JsonProcessingException other) {
            throw trouble(said);
        }
    }

    Entry numbered(List<Entry> history, int revision) throws Outcome.Thrown {
        return history.stream()
                .filter(it -> it.revision() == revision)
                .findFirst()
                .orElseThrow(() -> gone("helm keeps no revision " + revision + "; it has "
                        + history.stream()
                                .map(it -> String.valueOf(it.revision()))
                                .collect(Collectors.joining(", "))));
    }

    Entry deployed(List<Entry> history) throws Outcome.Thrown {
        return history.stream()
                .filter(it -> it.is("deployed"))
                .findFirst()
                .orElseThrow(() -> gone(
                        "no revision is deployed; the last is " + history.get(0).said()));
    }

    /** @throws Outcome.Thrown SW-0954 when nobody noted it */
    int wanted() throws Outcome.Thrown {
        return inputs.revision()
                .or(() -> context.keepsakes().find(armed()).map(Integer::valueOf))
                .orElseThrow(() -> gone("nobody noted at arming which revision ran"));
    }

    void rollBack(int revision, boolean only) throws Exception {
        String line = line(inputs, revision, only);
        if (!only) {
            context.stillMine();
        }
        Place.Said said = only ? place.ask(line) : place.run(line);
        if (said.exit() != 0) {
            throw trouble(said);
        }
    }

    static String line(HelmRollback.Inputs inputs, int revision, boolean only) {
        return helm(inputs) + " rollback " + inputs.release() + " " + revision
                + (only ? " --dry-run" : " --wait --timeout " + inputs.timeout().toSeconds() + "s");
    }

    String armed() {
        return key("armed");
    }

    String before() {
        return key("before") + "/" + context.key();
    }

    String where() {
        return place.name() + ": " + inputs.namespace().map(it -> it + "/").orElse("") + inputs.release();
    }

    private static String helm(HelmRollback.Inputs inputs) {
        return Shell.words(inputs.helm())
                + inputs.kubeContext()
                        .map(it -> " --kube-context " + Shell.word(it))
                        .orElse("")
                + inputs.namespace().map(it -> " --namespace " + it).orElse("");
    }

    private String key(String about) {
        return "helm/" + about + "/" + inputs.target() + "/" + place.name() + "/"
                + inputs.kubeContext().orElse("") + "/" + inputs.namespace().orElse("") + "/" + inputs.release();
    }

    private Outcome.Thrown gone(String what) {
        return Outcome.Thrown.refused(
                "SW-0954", inputs.release() + ": " + what, where(), "Name a revision of helm history, or arm again");
    }

    private Outcome.Thrown trouble(Place.Said said) {
        String last = said.last();
        String words = last.length() > LONGEST ? last.substring(0, LONGEST) : last;
        String all = String.join("\n", said.lines()).toLowerCase(Locale.ROOT) + "\n";
        if (REFUSING.stream().anyMatch(all::contains)) {
            return Outcome.Thrown.refused(
                    "SW-0953", "the cluster refuses helm: " + words, where(), "Renew its log-in, or give it the right");
        }
        if (all.contains("release: not found")) {
            return Outcome.Thrown.refused(
                    "SW-0951", "there is no release " + inputs.release(), where(), "Correct release or namespace");
        }
        return AWAY.stream().anyMatch(all::contains)
                ? Outcome.Thrown.failed(
                        "SW-0952",
                        "helm or its cluster does not answer: " + words,
                        where(),
                        "Check that both are there")
                : Outcome.Thrown.failed(
                        "SW-0955", "helm could not do it: " + words, where(), "Look at the pods, then choose again");
    }
}
