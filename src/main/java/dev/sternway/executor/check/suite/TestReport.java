package dev.sternway.executor.check.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What tests came to.
 *
 * @param failing names of those that failed
 */
record TestReport(int passed, int skipped, List<String> failing) {
    static final TestReport NOTHING = new TestReport(0, 0, List.of());
    private static final Pattern TAP =
            Pattern.compile("\\s*(not )?ok\\b(?:\\s+\\d+)?\\s*-?\\s*([^#]*)(#\\s*(\\S+).*)?");
    private static final String CASE = "testcase";

    TestReport {
        failing = List.copyOf(failing);
    }

    int all() {
        return passed + skipped + failing.size();
    }

    TestReport and(TestReport other) {
        List<String> both = new ArrayList<>(failing);
        both.addAll(other.failing);
        return new TestReport(passed + other.passed, skipped + other.skipped, both);
    }

    /** Test Anything Protocol; what is expected to fail, or skipped, does not count as failed. */
    static TestReport tap(List<String> lines) {
        int passed = 0;
        int skipped = 0;
        List<String> failing = new ArrayList<>();
        for (String line : lines) {
            Matcher result = TAP.matcher(line);
            if (!result.matches()) {
                if (line.startsWith("Bail out!")) {
                    failing.add(line);
                }
                continue;
            }
            String directive = result.group(4) == null ? "" : result.group(4).toUpperCase(java.util.Locale.ROOT);
            if (directive.matches("(SKIP|TO.O).*")) {
                skipped++;
            } else if (result.group(1) == null) {
                passed++;
            } else {
                failing.add(
                        result.group(2).isBlank()
                                ? line.strip()
                                : result.group(2).strip());
            }
        }
        return new TestReport(passed, skipped, failing);
    }

    /** JUnit's XML, as many tools write it. */
    static TestReport junit(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream content = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(content);
            try {
                return cases(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            throw new IOException(file + " is no JUnit XML: " + broken.getMessage(), broken);
        }
    }

    private static TestReport cases(XMLStreamReader reader) throws XMLStreamException {
        int passed = 0;
        int skipped = 0;
        List<String> failing = new ArrayList<>();
        String name = "";
        String outcome = "";
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String element = reader.getLocalName();
                if (element.equals(CASE)) {
                    name = attribute(reader, "classname") + attribute(reader, "name");
                    outcome = "passed";
                } else if (element.equals("failure") || element.equals("error") || element.equals("skipped")) {
                    outcome = element;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals(CASE)) {
                passed += outcome.equals("passed") ? 1 : 0;
                skipped += outcome.equals("skipped") ? 1 : 0;
                if (outcome.equals("failure") || outcome.equals("error")) {
                    failing.add(name);
                }
            }
        }
        return new TestReport(passed, skipped, failing);
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null || value.isBlank() ? "" : name.equals("classname") ? value + "." : value;
    }
}
