package dev.sternway.executor.registry;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tag of an image, which leads to the old image again; nothing is copied. */
public final class RegistryTag implements Executor<RegistryTag.Inputs> {
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final int SHORT = 12;
    private static final String SHA = "sha256:";

    /** The tag, and what it shall lead to. */
    public record Inputs(
            @JsonPropertyDescription("Target of type service with the registry's url, user and password.") @NotBlank
            String target,

            @JsonPropertyDescription("The image without registry and tag: shop/api.")
            @NotNull
            @Pattern(
                    regexp = "[a-z0-9]+([._/-]+[a-z0-9]+)*",
                    message = "is a name like shop/api, without registry and tag")
            String repository,

            @JsonPropertyDescription("The tag that is switched: latest, production, 2.4.")
            @NotNull
            @Pattern(regexp = TAG, message = "is a tag")
            String tag,

            @JsonPropertyDescription(
                    "Another tag, or a digest (sha256:…), that it shall lead to; the image of arming when left out.")
            Optional<@Pattern(regexp = TAG + "|sha256:[0-9a-f]{64}", message = "is a tag or sha256:…") String> to) {
        String key(String about) {
            return "registry/" + about + "/" + target + "/" + repository + "/" + tag;
        }
    }

    @Override
    public String uses() {
        return "registry/tag";
    }

    @Override
    public String summary() {
        return "Lets a tag of a container registry lead to the old image again, by its digest.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    /** Another tag holds the image, so that nobody clears it away; that also proves that tags may be written. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        Registry registry = registry(inputs, context);
        String reference = inputs.to().orElse(inputs.tag());
        Registry.Manifest manifest = required(registry, reference);
        String held = hold(registry, manifest);
        context.keepsakes().keep(inputs.key("armed") + note(inputs), manifest.digest());
        return Outcome.done(Map.of("digest", manifest.digest(), "held by", held));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Registry registry = registry(inputs, context);
        String wanted = wanted(inputs, registry);
        return registry.digest(inputs.tag()).filter(wanted::equals).isPresent()
                ? Probe.already("digest", wanted)
                : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Registry registry = registry(inputs, context);
        String wanted = wanted(inputs, registry);
        Optional<Registry.Manifest> now = registry.find(inputs.tag());
        Map<String, String> evidence = new TreeMap<>(Map.of("digest", wanted));
        if (now.isPresent() && !now.get().digest().equals(wanted)) {
            evidence.put("before", now.get().digest());
            evidence.put("before is held by", hold(registry, now.get()));
            context.keepsakes().keep(inputs.key("before"), now.get().digest());
        }
        if (now.isEmpty() || !now.get().digest().equals(wanted)) {
            registry.put(inputs.tag(), required(registry, wanted));
        }
        return Outcome.done(evidence);
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        Registry registry = registry(inputs, context);
        String wanted = wanted(inputs, registry);
        String now = registry.digest(inputs.tag()).orElse("nothing");
        return now.equals(wanted)
                ? Outcome.done(Map.of("digest", now))
                : Outcome.failed(
                        "SW-1176",
                        "The tag leads to " + now + ", expected " + wanted,
                        registry.where(inputs.tag()),
                        "See who or what pushes it, then choose again");
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Registry registry = registry(inputs, context);
        Optional<String> before = context.keepsakes().find(inputs.key("before"));
        if (before.isEmpty()) {
            return Outcome.done(Map.of(inputs.tag(), "not changed by this plan"));
        }
        registry.put(inputs.tag(), required(registry, before.get()));
        context.keepsakes().forget(inputs.key("before"));
        return Outcome.done(Map.of("digest", before.get()));
    }

    private static String hold(Registry registry, Registry.Manifest manifest) throws Exception {
        String tag = "sternway-held-" + manifest.digest().substring(SHA.length(), SHA.length() + SHORT);
        if (registry.digest(tag).filter(manifest.digest()::equals).isEmpty()) {
            registry.put(tag, manifest);
        }
        return tag;
    }

    private static String wanted(Inputs inputs, Registry registry) throws Exception {
        Optional<String> kept = registry.context().keepsakes().find(inputs.key("armed") + note(inputs));
        if (kept.isPresent()) {
            return kept.get();
        }
        if (inputs.to().isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1173",
                    "Nobody noted at arming which image the tag led to",
                    registry.where(inputs.tag()),
                    "Arm the plan with this step in it, or name to");
        }
        return required(registry, inputs.to().get()).digest();
    }

    private static Registry.Manifest required(Registry registry, String reference) throws Exception {
        Optional<Registry.Manifest> found = registry.find(reference);
        if (found.isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1173",
                    "The registry has no such image",
                    registry.where(reference),
                    "Correct the repository, the tag or the digest");
        }
        return found.get();
    }

    private static String note(Inputs inputs) {
        return inputs.to().map(it -> "/" + it).orElse("");
    }

    private static Registry registry(Inputs inputs, StepContext context) {
        return new Registry(context, inputs.target(), inputs.repository());
    }
}
