package dev.sternway.process.admit;

/** Small diagrams around one odd piece. */
final class Diagrams {
    private Diagrams() {}

    /** @param inside what stands between start and end, which the piece must connect by flows of its own */
    static String process(String id, String prolog, String inside) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + prolog
                + "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
                + " xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""
                + " xmlns:operaton=\"http://operaton.org/schema/1.0/bpmn\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"t\">"
                + "<bpmn:process id=\"" + id + "\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\">"
                + "<bpmn:startEvent id=\"start\"/><bpmn:sequenceFlow id=\"f1\" sourceRef=\"start\" targetRef=\"odd\"/>"
                + inside
                + "<bpmn:sequenceFlow id=\"f2\" sourceRef=\"odd\" targetRef=\"end\"/><bpmn:endEvent id=\"end\"/>"
                + "</bpmn:process></bpmn:definitions>";
    }

    static String process(String id, String inside) {
        return process(id, "", inside);
    }

    static String service(String attributes) {
        return process("odd-process", "<bpmn:serviceTask id=\"odd\" " + attributes + "/>");
    }

    static String decision(String prolog, String attributes, String text) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + prolog
                + "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""
                + " xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"d\" name=\"d\" namespace=\"n\">"
                + "<decision id=\"odd-table\" name=\"odd\" camunda:historyTimeToLive=\"P1D\"><decisionTable id=\"t\">"
                + "<input id=\"i\"><inputExpression id=\"ie\" typeRef=\"string\" " + attributes + "><text>" + text
                + "</text></inputExpression></input><output id=\"o\" name=\"o\" typeRef=\"string\"/>"
                + "<rule id=\"r\"><inputEntry id=\"x\"><text>\"a\"</text></inputEntry>"
                + "<outputEntry id=\"y\"><text>\"b\"</text></outputEntry></rule></decisionTable></decision></definitions>";
    }
}
