package dev.sternway.process.check;

import dev.sternway.base.ProblemException;
import dev.sternway.process.BuiltIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The diagram of a phase under another name, so that it stands by itself. */
public final class CopyOfPhase {
    private static final Set<String> PHASES = Set.of("preservation", "data-rollback", "restoration", "validation");

    private CopyOfPhase() {}

    /** @throws ProblemException SW-0923 when there is no such phase, or the name does not fit */
    public static String of(String phase, String fileName) throws IOException {
        if (!PHASES.contains(phase)) {
            throw ProblemException.of("SW-0923", "There is no phase " + phase, phase, "Name one of " + PHASES);
        }
        if (!fileName.matches("[a-z][a-z0-9-]*\\.bpmn") || fileName.equals(phase + ".bpmn")) {
            throw ProblemException.of(
                    "SW-0923",
                    "The copy cannot be called " + fileName,
                    fileName,
                    "Choose small letters, digits and hyphens that end with .bpmn, and another name than the phase's");
        }
        String id = fileName.replace(".bpmn", "");
        byte[] original = BuiltIn.files().get(phase + ".bpmn");
        return new String(original, StandardCharsets.UTF_8)
                .replace("<bpmn:process id=\"" + phase + "\"", "<bpmn:process id=\"" + id + "\"")
                .replace("bpmnElement=\"" + phase + "\"", "bpmnElement=\"" + id + "\"")
                .replace("\"" + phase + "-", "\"" + id + "-")
                .replace(
                        "calledElement=\"${stepProcess}\" camunda:calledElementBinding=\"deployment\"",
                        "calledElement=\"step\" camunda:calledElementBinding=\"version\""
                                + " camunda:calledElementVersion=\"${stepVersion}\"")
                .replaceAll("\\s*<bpmn:completionCondition[^>]*>\\$\\{inOrder}</bpmn:completionCondition>", "")
                .replace("camunda:formRefBinding=\"deployment\"", "camunda:formRefBinding=\"latest\"");
    }
}
