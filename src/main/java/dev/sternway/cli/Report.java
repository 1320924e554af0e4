package dev.sternway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the incident report. */
@Command(name = "report", description = "Prints the incident report of a rollback.", mixinStandardHelpOptions = true)
final class Report implements Callable<Integer> {
    /** What to print. */
    enum Form {
        md("report.md"),
        html("report.html"),
        ics("post-mortem.ics");

        private final String document;

        Form(String document) {
            this.document = document;
        }
    }

    @Parameters(paramLabel = "ROLLBACK", description = "Id of the rollback.")
    private String rollback = "";

    @Option(names = "--to", defaultValue = "md", description = "${COMPLETION-CANDIDATES}")
    private Form form = Form.md;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String text = server.text("/api/rollbacks/" + Server.part(rollback) + "/" + form.document);
        ObjectNode answer = PlanMapper.json()
                .createObjectNode()
                .put("rollback", rollback)
                .put("document", form.document)
                .put("text", text);
        server.tell(spec, answer, text);
        return 0;
    }
}
