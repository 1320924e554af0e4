package dev.sternway.executor.git;

import dev.sternway.base.Secret;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.Ssh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What git needs to log in at the remote, in its environment, where other users cannot read it. Nobody is ever asked.
 *
 * @param files that hold keys while git runs
 */
record Credentials(Map<String, String> environment, List<Path> files) implements AutoCloseable {
    static Credentials of(StepContext context, Target target) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("LC_ALL", "C");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        List<Path> files = new ArrayList<>();
        String url = target.url().orElse("");
        Map<String, String> settings = new TreeMap<>();
        basic(context, target).filter(it -> url.startsWith("http")).ifPresent(login -> {
            settings.put("http." + url + ".extraHeader", "Authorization: Basic " + login);
            settings.put("credential.helper", "");
        });
        if (context.allowed().hosts().isPresent()) {
            settings.put("http.followRedirects", "false");
        }
        environment.put("GIT_CONFIG_COUNT", String.valueOf(settings.size()));
        settings.forEach((key, value) -> {
            int number = (int) environment.keySet().stream()
                    .filter(it -> it.startsWith("GIT_CONFIG_KEY_"))
                    .count();
            environment.put("GIT_CONFIG_KEY_" + number, key);
            environment.put("GIT_CONFIG_VALUE_" + number, value);
        });
        environment.put("GIT_SSH_COMMAND", ssh(context, target.ssh(), files));
        return new Credentials(environment, files);
    }

    private static Optional<String> basic(StepContext context, Target target) {
        return target.token()
                .or(target::password)
                .map(reference -> target.user().orElse("git") + ":"
                        + context.secret(reference).reveal())
                .map(pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String ssh(StepContext context, Optional<Ssh> ssh, List<Path> files) throws IOException {
        StringBuilder command = new StringBuilder("ssh -o BatchMode=yes -o ConnectTimeout=10");
        if (ssh.isEmpty()) {
            return command.toString();
        }
        command.append(" -o StrictHostKeyChecking=yes");
        ssh.get()
                .knownHosts()
                .ifPresent(file -> command.append(" -o 'UserKnownHostsFile=")
                        .append(file.replace("'", ""))
                        .append('\''));
        if (ssh.get().key().isPresent()) {
            Secret key = context.secret(ssh.get().key().get());
            Path file = Files.createTempFile(
                    context.workspace(),
                    "git-key-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            files.add(file);
            Files.writeString(file, key.reveal().strip() + "\n");
            command.append(" -o IdentitiesOnly=yes -i '").append(file).append('\'');
        }
        return command.toString();
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
