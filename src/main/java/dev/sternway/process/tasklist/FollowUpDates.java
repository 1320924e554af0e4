package dev.sternway.process.tasklist;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.operaton.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.operaton.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.operaton.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.pvm.process.ActivityImpl;
import org.operaton.bpm.engine.impl.pvm.process.ScopeImpl;
import org.operaton.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/** A task that is due has its follow-up date half way there, in diagrams of designers as well. */
@Component
class FollowUpDates extends AbstractProcessEnginePlugin {
    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<BpmnParseListener> listeners = engine.getCustomPostBPMNParseListeners();
        List<BpmnParseListener> all = new ArrayList<>(listeners == null ? List.of() : listeners);
        all.add(new OfEveryUserTask());
        engine.setCustomPostBPMNParseListeners(all);
    }

    private static void set(DelegateTask task) {
        Date due = task.getDueDate();
        if (due != null && task.getFollowUpDate() == null) {
            long made = task.getCreateTime().getTime();
            task.setFollowUpDate(new Date(made + (due.getTime() - made) / 2));
        }
    }

    private static final class OfEveryUserTask extends AbstractBpmnParseListener {
        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            if (activity.getActivityBehavior() instanceof UserTaskActivityBehavior behaviour) {
                behaviour.getTaskDefinition().addTaskListener(TaskListener.EVENTNAME_CREATE, FollowUpDates::set);
            }
        }
    }
}
