package dev.sternway.executor.registry;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * An image as a container names it.
 *
 * @param host of the registry; the cluster's usual one when empty
 * @param reference tag or digest
 */
public record RegistryImage(Optional<String> host, String repository, String reference) {
    public static RegistryImage parse(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        String rest = named ? image.substring(slash + 1) : image;
        int at = rest.indexOf('@');
        int colon = rest.indexOf(':');
        String repository =
                at >= 0 || colon >= 0 ? rest.substring(0, colon >= 0 && (at < 0 || colon < at) ? colon : at) : rest;
        String reference = at >= 0 ? rest.substring(at + 1) : colon >= 0 ? rest.substring(colon + 1) : "latest";
        return new RegistryImage(
                named ? Optional.of(first.toLowerCase(Locale.ROOT)) : Optional.empty(), repository, reference);
    }

    /**
     * Asks the registry of a target for it.
     *
     * @return its digest; empty when it is an image of another registry
     * @throws Outcome.Thrown SW-1173 when the registry does not have it
     */
    public Optional<String> require(StepContext context, String target) throws Outcome.Thrown, InterruptedException {
        String asked = context.target(target)
                .url()
                .map(URI::create)
                .map(URI::getAuthority)
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (host.filter(it -> !it.equals(asked)).isPresent()) {
            return Optional.empty();
        }
        Registry registry = new Registry(context, target, repository);
        Optional<String> digest = registry.digest(reference);
        if (digest.isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1173",
                    "The registry does not have the image any more",
                    registry.where(reference),
                    "Push it again, or name another revision");
        }
        return digest;
    }
}
