package dev.sternway.drawing.picture;

import java.util.Map;
import java.util.Optional;

/** The signs of BPMN, as paths around their middle. */
final class Symbols {
    static final String SEQUENTIAL = "M-5,-4H5M-5,0H5M-5,4H5";
    static final String PARALLEL = "M-4,-5V5M0,-5V5M4,-5V5";
    static final String CALLS = "M-6.5,-6.5H6.5V6.5H-6.5ZM-4,0H4M0,-4V4";

    private static final Map<String, String> TASKS = Map.of(
            "userTask", "M-7,8V4A5,5 0 0 1 -2,0H2A5,5 0 0 1 7,4V8ZM-3.5,-4A3.5,3.5 0 1 0 3.5,-4A3.5,3.5 0 1 0 -3.5,-4Z",
            "serviceTask",
                    "M-1.5,-8H1.5L2,-5.7L3.6,-5L5.7,-6.3L7.3,-4.7L6,-2.8L6.7,-1.5H9V1.5L6.7,2L6,3.6L7.3,5.5L5.7,7.1L3.6,5.8"
                            + "L2,6.5L1.5,8.8H-1.5L-2,6.5L-3.6,5.8L-5.7,7.1L-7.3,5.5L-6,3.6L-6.7,2L-9,1.5V-1.5L-6.7,-2"
                            + "L-6,-2.8L-7.3,-4.7L-5.7,-6.3L-3.6,-5L-2,-5.7ZM-2.8,0.4A2.8,2.8 0 1 0 2.8,0.4A2.8,2.8 0 1 0 -2.8,0.4Z",
            "businessRuleTask", "M-9,-6.5H9V6.5H-9ZM-9,-2.5H9M-9,2H9M-3.5,-2.5V6.5",
            "receiveTask", "M-9,-6H9V6H-9ZM-9,-6L0,1L9,-6",
            "sendTask", "M-9,-6H9V6H-9ZM-9,-6L0,1L9,-6",
            "manualTask", "M-8,5V-1L-3,-6H-1L-3,-2H8V0H0M0,0H8V2H0M0,2H7V4H0M0,4H6V6H-5Z",
            "scriptTask", "M-4,-8H7C1,-4 9,2 3,8H-8C-2,2 -10,-4 -4,-8ZM-3.5,-4H3M-3,0H4M-2.5,4H3");

    private static final Map<String, String> EVENTS = Map.of(
            "timerEventDefinition", "M-10,0A10,10 0 1 0 10,0A10,10 0 1 0 -10,0ZM0,-6.5V0L4.5,2.5",
            "messageEventDefinition", "M-9,-6H9V6H-9ZM-9,-6L0,1L9,-6",
            "errorEventDefinition", "M-9,8L-4,-7L2,1.5L9,-8L4,7L-2,-1.5Z",
            "signalEventDefinition", "M0,-9L9,6H-9Z",
            "escalationEventDefinition", "M0,-9L7,8L0,1L-7,8Z",
            "conditionalEventDefinition", "M-7,-8H7V8H-7ZM-4.5,-4H4.5M-4.5,0H4.5M-4.5,4H4.5",
            "linkEventDefinition", "M-8,-3H2V-7L9,0L2,7V3H-8Z",
            "compensateEventDefinition", "M-9,0L0,-6V6ZM0,0L9,-6V6Z");

    private Symbols() {}

    static Optional<String> ofTask(String kind) {
        return Optional.ofNullable(TASKS.get(kind));
    }

    static Optional<String> ofEvent(String definition) {
        return Optional.ofNullable(EVENTS.get(definition));
    }
}
