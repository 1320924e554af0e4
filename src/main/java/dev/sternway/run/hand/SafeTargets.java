package dev.sternway.run.hand;

import dev.sternway.plan.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Targets as an export shows them: secrets by name only, and none in addresses or variables. */
final class SafeTargets {
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)((?:password|passwd|pwd|token|secret|key|sslpassword)=)[^&;]*");
    private static final Pattern USER_INFO = Pattern.compile("(//[^/@:]*):[^/@]*@");

    private SafeTargets() {}

    static Map<String, Object> of(Map<String, Target> targets) {
        Map<String, Object> safe = new TreeMap<>();
        targets.forEach((name, target) -> safe.put(name, of(target)));
        return safe;
    }

    private static Map<String, Object> of(Target target) {
        Map<String, Object> safe = new LinkedHashMap<>();
        safe.put("type", target.type());
        target.url().map(SafeTargets::address).ifPresent(url -> safe.put("url", url));
        target.user().ifPresent(user -> safe.put("user", user));
        target.password().ifPresent(reference -> safe.put("password", reference));
        target.token().ifPresent(reference -> safe.put("token", reference));
        target.health().ifPresent(path -> safe.put("health", path));
        target.directory().ifPresent(folder -> safe.put("directory", folder));
        safe.put("variables", target.variables().keySet().stream().sorted().toList());
        return safe;
    }

    static String address(String url) {
        return USER_INFO
                .matcher(SECRET_PARAMETER.matcher(url).replaceAll("$1****"))
                .replaceAll("$1:****@");
    }
}
