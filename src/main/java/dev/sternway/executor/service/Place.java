package dev.sternway.executor.service;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.command.ProjectTool;
import dev.sternway.executor.ssh.Machines;
import dev.sternway.plan.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where a supervisor is asked: a shell on this machine, or on one that is logged in to. */
public interface Place {
    Duration TO_CONNECT = Duration.ofSeconds(10);
    int AT_ONCE = 5;

    /** How a line of shell ended, and what it printed. */
    record Said(int exit, List<String> lines) {
        public String last() {
            return lines.stream().filter(line -> !line.isBlank()).reduce("", (one, two) -> two.strip());
        }
    }

    /** Short, and differs from machine to machine. */
    String name();

    Said ask(String line) throws Exception;

    Said run(String line) throws Exception;

    /** What is done at one place. */
    interface Task {
        Outcome at(Place place) throws Exception;
    }

    /** Here, or on each machine of a target of type ssh. */
    static Outcome each(StepContext context, String target, List<String> hosts, Duration timeout, Task task)
            throws Exception {
        if (context.target(target).type() != Target.Type.SSH) {
            return task.at(here(ProjectTool.of(context, target, Map.of(), timeout)));
        }
        try (Machines machines = Machines.of(context, target, hosts, AT_ONCE, TO_CONNECT)) {
            return Machines.together(machines.each(machine -> task.at(new Place() {
                @Override
                public String name() {
                    return machine.name();
                }

                @Override
                public Said ask(String line) throws Exception {
                    var said = machine.run(line, timeout, it -> {});
                    return new Said(said.exit(), said.lines());
                }

                @Override
                public Said run(String line) throws Exception {
                    var said = machine.run(line, timeout, machine::print);
                    return new Said(said.exit(), said.lines());
                }
            })));
        }
    }

    private static Place here(ProjectTool tool) {
        return new Place() {
            @Override
            public String name() {
                return "here";
            }

            @Override
            public Said ask(String line) throws Exception {
                var said = tool.ask(List.of("/bin/sh", "-c", line));
                return new Said(said.exit(), said.lines());
            }

            @Override
            public Said run(String line) throws Exception {
                var said = tool.run(List.of("/bin/sh", "-c", line));
                return new Said(said.exit(), said.lines());
            }
        };
    }
}
