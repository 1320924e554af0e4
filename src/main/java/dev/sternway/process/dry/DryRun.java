package dev.sternway.process.dry;

import dev.sternway.base.ProblemException;
import dev.sternway.drawing.Drawing;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.process.BuiltIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.ProcessEngineException;
import org.operaton.bpm.engine.history.HistoricActivityInstance;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.xml.sax.SAXException;

/** A phase's diagram run with the steps of a plan: executors only note that they would act, people answer at once. */
public final class DryRun {
    private static final String LOOP = "#multiInstanceBody";

    private final Plan plan;
    private final Phase phase;
    private final Level level;

    public DryRun(Plan plan, Phase phase, Level level) {
        this.plan = plan;
        this.phase = phase;
        this.level = level;
    }

    /**
     * What is told beforehand.
     *
     * @param failing names of steps that fail at their first attempt
     * @param answers by the id of the task: variables; {@code nobody} lets its deadline pass
     */
    public record Told(Set<String> failing, Map<String, Map<String, Object>> answers) {}

    /** @throws ProblemException SW-0925 when the engine cannot read it */
    public Course of(String fileName, byte[] diagram, Told told) throws IOException {
        Drawing drawing = read(fileName, diagram);
        Ways ways = new Ways();
        ProcessEngine engine = engine(ways);
        try {
            Map<String, byte[]> files = new TreeMap<>(BuiltIn.files());
            files.put(fileName, diagram);
            deploy(engine, fileName, files);
            String key = drawing.process().getAttribute("id");
            Rounds rounds = new Rounds(engine, told);
            String stuck = rounds.through(key, start());
            List<HistoricActivityInstance> passed = engine
                    .getHistoryService()
                    .createHistoricActivityInstanceQuery()
                    .orderPartiallyByOccurrence()
                    .asc()
                    .list()
                    .stream()
                    .filter(each -> each.getProcessDefinitionKey().equals(key))
                    .toList();
            Set<String> reached =
                    passed.stream().map(HistoricActivityInstance::getActivityId).collect(Collectors.toSet());
            return new Course(
                    rounds.events(),
                    passed.stream()
                            .filter(each -> !each.getActivityId().endsWith(LOOP))
                            .map(DryRun::name)
                            .toList(),
                    drawing.flowNodes()
                            .map(node -> node.getAttribute("id"))
                            .filter(id -> !reached.contains(id))
                            .toList(),
                    ways.of(drawing),
                    stuck);
        } finally {
            engine.close();
        }
    }

    private static String name(HistoricActivityInstance passed) {
        return passed.getActivityName() == null ? passed.getActivityId() : passed.getActivityName();
    }

    private ProcessEngine engine(Ways ways) {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "dry-" + UUID.randomUUID();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY);
        configuration.setJobExecutorActivate(false);
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(ways)));
        configuration.setBeans(new HashMap<>(new StandIns(plan, phase, level).all()));
        return configuration.buildProcessEngine();
    }

    private static void deploy(ProcessEngine engine, String fileName, Map<String, byte[]> files) {
        var deployment = engine.getRepositoryService().createDeployment().name("dry");
        files.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        try {
            deployment.deploy();
        } catch (ProcessEngineException refused) {
            throw ProblemException.of(
                    "SW-0925",
                    "The engine cannot read " + fileName + ": "
                            + String.valueOf(refused.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    fileName,
                    "Mend it in the Modeler");
        }
    }

    private Map<String, Object> start() {
        Map<String, Object> start = new HashMap<>();
        start.put("runId", "dry");
        start.put("phase", phase.name().toLowerCase(Locale.ROOT));
        start.put("planTitle", plan.metadata().title());
        start.put("level", level.name());
        start.put("phaseWindow", "PT12H");
        start.put("monitoringWindow", plan.phases().validation().monitor().toString());
        start.put("decisionDeadline", plan.decision().within().toString());
        start.put("stepVersion", 1);
        start.put("approvalVersion", 1);
        return start;
    }

    private static Drawing read(String fileName, byte[] diagram) {
        try {
            return Drawing.read(fileName, diagram);
        } catch (SAXException broken) {
            throw ProblemException.of(
                    "SW-0922",
                    fileName + ": "
                            + String.valueOf(broken.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    fileName,
                    "Save it again from the Modeler");
        }
    }
}
