package dev.sternway.process.close;

import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.close.ChooseSalvage;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordSalvageChoice")
class RecordSalvageChoice implements TaskListener {
    private final ChooseSalvage choose;
    private final Completer completer;

    RecordSalvageChoice(ChooseSalvage choose, Completer completer) {
        this.choose = choose;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        choose.choose(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                CloseVariables.SALVAGE_CHOICE.required(task).name());
    }
}
