package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.pvm.process.ScopeImpl;
import org.operaton.bpm.engine.impl.pvm.process.TransitionImpl;
import org.operaton.bpm.engine.impl.util.xml.Element;

/** Every sequence flow of every diagram is taken by one of these walks; the last test counts them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryPathTest {
    /** The engine goes from an event straight on; that the event happened shows in the flow behind it. */
    private static final String JUMPED_OVER = "watch-release";

    private static final Pattern FLOW =
            Pattern.compile("<bpmn:sequenceFlow id=\"([^\"]+)\"[^>]* sourceRef=\"([^\"]+)\"");
    private static final Set<String> TAKEN = new ConcurrentSkipListSet<>();
    private static ProcessEngine engine;

    @BeforeAll
    static void deploy() throws IOException {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("paths");
        configuration.setJdbcUrl("jdbc:h2:mem:paths");
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(PathBeans.of(files("processes")));
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(new AbstractBpmnParseListener() {
            @Override
            public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
                String id = ((org.operaton.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity)
                                        scope.getProcessDefinition())
                                .getKey()
                        + "/" + flow.getId();
                flow.addListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener) taken -> TAKEN.add(id));
            }
        })));
        engine = configuration.buildProcessEngine();
        var deployment = engine.getRepositoryService().createDeployment().name("sternway");
        for (Path file : files("processes")) {
            deployment.addInputStream(file.getFileName().toString(), Files.newInputStream(file));
        }
        for (Path file : files("forms")) {
            deployment.addInputStream(file.getFileName().toString(), Files.newInputStream(file));
        }
        deployment.deploy();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @AfterEach
    void forgetWhatStillRuns() {
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), "the test is over"));
    }

    @Test
    @Order(1)
    void aStepIsDoneOrFailsAndAPersonChooses() {
        walk().through("step");
        walk().failingFirstStep().through("step");
        walk().failingFirstStep()
                .answering("choose-how-to-go-on", Map.of("stepChoice", "SKIP", "skipReason", "not needed"))
                .through("step");
        walk().failingFirstStep()
                .answering("choose-how-to-go-on", Map.of("stepChoice", "ABORT", "skipReason", "too late"))
                .through("step");
        walk().failingFirstStep()
                .answering("choose-how-to-go-on", Walk.NO_ANSWER)
                .through("step");
    }

    @Test
    @Order(1)
    void stepsRunAtOnceAndEachFailureAsksItsOwnPersonWhileTheOthersGoOn() {
        walk().through("steps");
        assertThat(walk().with("stepCount", 3)
                        .failingFirstStep()
                        .failingFirstStep()
                        .asked("steps"))
                .containsExactly("choose-how-to-go-on", "choose-how-to-go-on");
        assertThat(walk().with("stepProcess", "steps")
                        .with("inOrder", true)
                        .with("showMaintenanceSteps", 3)
                        .asked("preservation"))
                .isEmpty();
    }

    @Test
    @Order(1)
    void whatWasDoneIsUndoneUntilAPersonStopsThat() {
        walk().failingFirstStep()
                .answering("choose-how-to-go-on", Map.of("stepChoice", "UNDO", "skipReason", "too late"))
                .through("step");
        walk().with("cutOff", true).through("undo");
        walk().failingFirstStep()
                .answering("choose-how-to-go-on", Map.of("stepChoice", "ABORT", "skipReason", "enough"))
                .through("undo");
    }

    @Test
    @Order(1)
    void aStepByHandWorksOrDoesNot() {
        walk().with("manual", true).through("step");
        walk().with("manual", true)
                .answering("do-it-by-hand", Map.of("manualOutcome", "FAILED"))
                .through("step");
    }

    @Test
    @Order(1)
    void thePrimaryDecidesOrTheNextInLineOrThePlan() {
        walk().through("decide");
        walk().answering("decide-what-to-do", Walk.NO_ANSWER)
                .with("deciderLeft", true)
                .through("decide");
        walk().answering("decide-what-to-do", Walk.NO_ANSWER)
                .with("deciderLeft", false)
                .through("decide");
    }

    @Test
    @Order(1)
    void whatWasPreApprovedAsksNobodyAndARestoreLeadershipOnly() {
        assertThat(walk().with("preApproved", true).asked("decide")).isEmpty();
        assertThat(walk().with("preApproved", true)
                        .with("leadershipMissing", true)
                        .asked("decide"))
                .containsExactly("approve-restore");
        assertThat(walk().with("preApproved", true)
                        .with("leadershipMissing", true)
                        .answering("approve-restore", Map.of("approved", false))
                        .asked("decide"))
                .as("refused: then a person decides")
                .containsExactly("approve-restore", "decide-what-to-do");
    }

    @Test
    @Order(1)
    void aRestoreIsWithdrawnAndDecidedAnew() {
        assertThat(walk().answering("decide-what-to-do", Map.of("level", "L3"))
                        .answering("approve-restore", Walk.withdrawnBy("restore-withdrawn"))
                        .asked("decide"))
                .containsExactly("decide-what-to-do", "approve-restore", "decide-what-to-do");
    }

    @Test
    @Order(1)
    void aPlanIsWithdrawnWhileItWaitsForReviewOrApproval() {
        assertThat(walk().answering("review-plan", Walk.withdrawnBy("arming-withdrawn"))
                        .asked("guard"))
                .containsExactly("review-plan");
        assertThat(walk().answering("approve-arming", Walk.withdrawnBy("arming-withdrawn"))
                        .asked("guard"))
                .containsExactly("review-plan", "approve-arming");
    }

    @Test
    @Order(1)
    void aRestoreNeedsLeadershipWhichApprovesRefusesOrDoesNotAnswer() {
        walk().answering("decide-what-to-do", Map.of("level", "L3")).through("decide");
        walk().answering("decide-what-to-do", Map.of("level", "L3"))
                .answering("approve-restore", Map.of("approved", false))
                .through("decide");
        walk().answering("decide-what-to-do", Map.of("level", "L3"))
                .answering("approve-restore", Walk.NO_ANSWER)
                .through("decide");
    }

    @Test
    @Order(1)
    void aRollbackHoldsOrBringsBackCodeOrDataAtEachLevel() {
        for (String level : List.of("HOLD", "CODE_ONLY", "L1", "L2", "L3")) {
            walk().answering("decide-what-to-do", Map.of("level", level)).through("rollback");
        }
    }

    @Test
    @Order(1)
    void aRollbackWaitsUntilItsTargetsAreReleased() {
        walk().with("waitsForTargets", true)
                .overrunning("queue")
                .ending("targets-released")
                .through("rollback");
    }

    @Test
    @Order(1)
    void aQuestionOfADiagramIsAnsweredOrAskedAgainAndThenItsDefaultHolds() {
        walk().through("approval");
        assertThat(walk().answering("approve-going-on", Walk.NO_ANSWER)
                        .answering("approve-going-on", Walk.NO_ANSWER)
                        .asked("approval"))
                .containsExactly("approve-going-on", "approve-going-on");
    }

    @Test
    @Order(1)
    void whatRemainsIsDoneByItsOwnerAndAnAbortEndsTheRollbackAndClosesIt() {
        assertThat(walk().asked("follow-up")).containsExactly("do-follow-up");
        walk().failingFirstStep()
                .answering("choose-how-to-go-on", Map.of("stepChoice", "ABORT", "skipReason", "wrong plan"))
                .through("rollback");
    }

    @Test
    @Order(1)
    void aPhaseThatOverrunsItsWindowCallsTheNextInLineAndStillEnds() {
        for (String phase : List.of("preservation", "data-rollback", "restoration", "validation")) {
            walk().overrunning(phase).with("level", "L1").through(phase);
        }
        walk().with("level", "L1").answering("confirm-rollback", Walk.NO_ANSWER).through("validation");
    }

    @Test
    @Order(1)
    void dataSetAsideIsKeptReplayedOrKeptWhenNobodyAnswers() {
        walk().through("close");
        walk().with("hasSalvage", true).through("close");
        walk().with("hasSalvage", true)
                .answering("decide-salvage", Map.of("salvageChoice", "REPLAY"))
                .through("close");
        walk().with("hasSalvage", true)
                .answering("decide-salvage", Walk.NO_ANSWER)
                .through("close");
    }

    @Test
    @Order(1)
    void aGuardIsRefusedArmedAndEndsInEveryWay() {
        for (String end : List.of("release-confirmed", "guard-disarmed", "rollback-requested", "certificate-expired")) {
            walk().ending(end).through("guard");
        }
        walk().answering("review-plan", Map.of("accepted", false)).through("guard");
        walk().answering("approve-arming", Map.of("approved", false)).through("guard");
        walk().answering("approve-arming", Walk.NO_ANSWER).through("guard");
        walk().with("loud", true).through("guard");
    }

    @Test
    @Order(2)
    void everyFlowOfEveryDiagramWasTaken() throws IOException {
        Set<String> all = new TreeSet<>();
        for (Path file : files("processes")) {
            if (file.toString().endsWith(".bpmn")) {
                String process = file.getFileName().toString().replace(".bpmn", "");
                var ids = FLOW.matcher(Files.readString(file));
                while (ids.find()) {
                    if (!ids.group(2).equals(JUMPED_OVER)) {
                        all.add(process + "/" + ids.group(1));
                    }
                }
            }
        }
        assertThat(all).isNotEmpty();
        all.removeAll(TAKEN);
        assertThat(all).as("flows that no walk took").isEmpty();
    }

    private static Walk walk() {
        return new Walk(engine);
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> listing = Files.list(Path.of(folder))) {
            return listing.filter(file -> file.toString().matches(".*\\.(bpmn|dmn|form)"))
                    .sorted()
                    .toList();
        }
    }
}
