package dev.sternway.process.close;

import dev.sternway.process.RunVariables;
import dev.sternway.run.close.WriteReport;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("writeReport")
class WriteReportTask implements JavaDelegate {
    private final WriteReport write;

    WriteReportTask(WriteReport write) {
        this.write = write;
    }

    @Override
    public void execute(DelegateExecution execution) {
        write.write(RunVariables.RUN_ID.required(execution));
    }
}
