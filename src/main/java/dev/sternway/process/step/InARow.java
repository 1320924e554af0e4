package dev.sternway.process.step;

import dev.sternway.process.RunVariables;
import dev.sternway.run.recipe.StepRef;
import java.util.List;
import java.util.Optional;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.Expression;
import org.operaton.bpm.engine.impl.bpmn.behavior.CallableElementActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.behavior.ExclusiveGatewayActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.behavior.MultiInstanceActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.behavior.NoneEndEventActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.behavior.NoneStartEventActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.behavior.SequentialMultiInstanceActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.operaton.bpm.engine.impl.core.model.CallableElement;
import org.operaton.bpm.engine.impl.core.model.CallableElementParameter;
import org.operaton.bpm.engine.impl.el.ElValueProvider;
import org.operaton.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.operaton.bpm.engine.impl.pvm.PvmActivity;
import org.operaton.bpm.engine.impl.pvm.PvmTransition;
import org.operaton.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * Whether a diagram calls for the steps of an activity one after the other with nothing between them, so that it is certain
 * before the engine is told of a step's end which one follows. Whatever a designer puts between them makes it uncertain.
 */
final class InARow {
    private static final String COUNTER = "${" + MultiInstanceActivityBehavior.LOOP_COUNTER + "}";
    /** True only where the diagram called is not the one of a single step. */
    private static final String IN_ORDER = "${inOrder}";

    /** What step.bpmn asks before it calls for a person. */
    private static final String BY_PERSON = "${" + StepVariables.MANUAL.name() + "}";

    private static final String CONDITION = BpmnParse.PROPERTYNAME_CONDITION_TEXT;
    private static final String DEFAULT = "default";
    private static final int LONGEST_WAY = 10;
    private static final List<String> EVENTS = List.of("start", "end");

    private InARow() {}

    /** @return how many steps are in the row; 0 where it is not certain which follows */
    static int steps(DelegateExecution step, StepRef ref) {
        ExecutionEntity caller = ((ExecutionEntity) step).getProcessInstance().getSuperExecution();
        if (caller == null) {
            return 0;
        }
        ActivityImpl call = caller.getActivity();
        if (!(call.getActivityBehavior() instanceof CallableElementActivityBehavior called)
                || !(call.getFlowScope() instanceof ActivityImpl row)
                || !(row.getActivityBehavior() instanceof SequentialMultiInstanceActivityBehavior each)
                || !nothingBetween(call, called.getCallableElement())
                || !straight(((ExecutionEntity) step).getActivity())
                || !toTheLast(each)) {
            return 0;
        }
        Object at = caller.getVariable(MultiInstanceActivityBehavior.LOOP_COUNTER);
        Object of = caller.getVariable(MultiInstanceActivityBehavior.NUMBER_OF_INSTANCES);
        return at instanceof Integer index && index == ref.index() && of instanceof Integer count ? count : 0;
    }

    private static boolean toTheLast(SequentialMultiInstanceActivityBehavior each) {
        Expression ends = each.getCompletionConditionExpression();
        return ends == null || ends.getExpressionText().equals(IN_ORDER);
    }

    private static boolean nothingBetween(ActivityImpl call, CallableElement called) {
        return !call.isAsyncBefore()
                && !call.isAsyncAfter()
                && EVENTS.stream()
                        .allMatch(it -> call.getListeners(it).size()
                                == call.getBuiltInListeners(it).size())
                && called.getOutputs().isEmpty()
                && called.getOutputsLocal().isEmpty()
                && call.getIoMapping() == null
                && input(called, RunVariables.ACTIVITY.name())
                        .filter(it -> !it.getSourceValueProvider().isDynamic())
                        .isPresent()
                && input(called, RunVariables.INDEX.name())
                        .map(CallableElementParameter::getSourceValueProvider)
                        .filter(it -> it instanceof ElValueProvider counted
                                && counted.getExpression().getExpressionText().equals(COUNTER))
                        .isPresent();
    }

    /** From the start of the step's diagram to its work, unless a person does it, and from there to its end. */
    private static boolean straight(ActivityImpl work) {
        PvmActivity at = work.getProcessDefinition().getInitial();
        for (int way = 0; way < LONGEST_WAY && at != work; way++) {
            if (((ActivityImpl) at).isAsyncBefore() || ((ActivityImpl) at).isAsyncAfter()) {
                return false;
            }
            Optional<PvmActivity> next = at.getActivityBehavior() instanceof NoneStartEventActivityBehavior
                    ? onlyWay(at)
                    : at.getActivityBehavior() instanceof ExclusiveGatewayActivityBehavior
                            ? unlessByPerson(at)
                            : Optional.empty();
            if (next.isEmpty()) {
                return false;
            }
            at = next.get();
        }
        return at == work
                && !work.isAsyncBefore()
                && !work.isAsyncAfter()
                && onlyWay(work)
                        .filter(end -> end.getActivityBehavior() instanceof NoneEndEventActivityBehavior)
                        .filter(end -> !((ActivityImpl) end).isAsyncBefore())
                        .isPresent();
    }

    private static Optional<PvmActivity> onlyWay(PvmActivity from) {
        List<PvmTransition> ways = from.getOutgoingTransitions();
        return ways.size() == 1 && ways.get(0).getProperty(CONDITION) == null
                ? Optional.of(ways.get(0).getDestination())
                : Optional.empty();
    }

    private static Optional<PvmActivity> unlessByPerson(PvmActivity gateway) {
        Object usual = gateway.getProperty(DEFAULT);
        return gateway.getOutgoingTransitions().stream()
                        .allMatch(way -> way.getId().equals(usual) || BY_PERSON.equals(way.getProperty(CONDITION)))
                ? gateway.getOutgoingTransitions().stream()
                        .filter(way -> way.getId().equals(usual))
                        .map(PvmTransition::getDestination)
                        .findFirst()
                : onlyWay(gateway);
    }

    private static Optional<CallableElementParameter> input(CallableElement called, String name) {
        return called.getInputs().stream()
                .filter(it -> name.equals(it.getTarget()))
                .findFirst();
    }
}
