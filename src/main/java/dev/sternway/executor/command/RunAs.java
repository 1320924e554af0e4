package dev.sternway.executor.command;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another user of this machine, as whom a command runs: through setpriv where Sternway is root, else through sudo. */
record RunAs(String user, String uid, String gid, String home) {
    private static final String ROOT = "root";
    private static final int FIELDS = 7;

    /** @throws ProblemException SW-0840 when there is no such user */
    static RunAs named(String user) {
        if (user.matches("[a-z_][a-z0-9_.-]{0,31}\\$?")) {
            String[] entry = passwd(user).split(":");
            if (entry.length >= FIELDS - 1) {
                return new RunAs(user, entry[2], entry[3], entry[5]);
            }
        }
        throw unable(user, "there is no such user");
    }

    /** Secrets stay in the environment; the arguments hold names only. */
    List<String> before(List<String> argv, Map<String, String> environment) {
        List<String> line = new ArrayList<>();
        if (ROOT.equals(System.getProperty("user.name"))) {
            line.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--init-groups", "--"));
        } else {
            line.addAll(List.of(
                    "sudo", "-n", "-u", user, "--preserve-env=" + String.join(",", environment.keySet()), "--"));
        }
        line.addAll(argv);
        return line;
    }

    static ProblemException unable(String user, String why) {
        return ProblemException.of(
                "SW-0840",
                "The command cannot run as " + user + ": " + why,
                user,
                "Correct run-as, or have whoever runs Sternway list the user; see docs/allow-list.md");
    }

    private static String passwd(String user) {
        try {
            Process asked = new ProcessBuilder("getent", "passwd", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = Printed.of(asked.getInputStream()).strip();
            return asked.waitFor(10, TimeUnit.SECONDS) && asked.exitValue() == 0 ? said : "";
        } catch (IOException noGetent) {
            return "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
