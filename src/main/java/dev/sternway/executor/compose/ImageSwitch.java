package dev.sternway.executor.compose;

import dev.sternway.executor.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The image of a service at one place: what it was, is, and becomes. */
record ImageSwitch(Service service, Steady steady) {
    private static final String NOT_NOTED = "nobody noted at arming which image it ran";

    Outcome ready(Optional<String> image) throws Exception {
        List<Container> now = service.containers();
        Version version = image.isPresent() ? named(image.get(), Math.max(1, now.size())) : running(now);
        service.hold(version);
        service.context().keepsakes().keep(armed(image), version.text());
        Map<String, String> evidence = new TreeMap<>(evidence(version));
        evidence.put(
                "order",
                now.stream().anyMatch(Container::alone)
                        ? "it is stopped for the old one: it takes a port or a name that a second one would need"
                        : "the old one serves before it is stopped");
        return Outcome.done(evidence);
    }

    /** @throws Outcome.Thrown SW-0946 when it is not here and cannot be pulled */
    private Version named(String image, int count) throws Exception {
        Optional<String> id = service.fetched(image);
        if (id.isEmpty()) {
            throw gone(
                    "there is no image " + image + " here, and it cannot be pulled",
                    "Correct image, or log in to its registry");
        }
        return new Version(id.get(), image, count);
    }

    private Version running(List<Container> now) throws Outcome.Thrown {
        List<Container> running = now.stream().filter(Container::runs).toList();
        Set<String> images = running.stream().map(Container::image).collect(Collectors.toSet());
        if (images.size() != 1) {
            throw gone(
                    images.isEmpty() ? "no container of it runs" : "its containers run different images: " + images,
                    "Name image, or arm while it runs one");
        }
        return new Version(running.get(0).image(), running.get(0).imageName(), running.size());
    }

    /** @throws Outcome.Thrown SW-0946 when nobody noted it and none is named */
    Version wanted(Optional<String> image) throws Exception {
        Optional<String> noted = service.context().keepsakes().find(armed(image));
        if (noted.isPresent()) {
            return Version.parse(noted.get());
        }
        if (image.isEmpty()) {
            throw gone(NOT_NOTED, "Arm the plan with this step in it, or name image");
        }
        return named(image.get(), Math.max(1, service.containers().size()));
    }

    Outcome verified(Version wanted) throws Exception {
        List<Container> now = service.containers();
        boolean only = now.stream().allMatch(of(wanted));
        long serving = now.stream().filter(of(wanted)).filter(Container::serves).count();
        if (only && serving >= wanted.count()) {
            return Outcome.done(evidence(wanted));
        }
        return Outcome.failed(
                "SW-0948",
                only ? serving + " of " + wanted.count() + " containers serve" : "containers run another image",
                service.where(),
                "See who or what starts them, then choose again");
    }

    Outcome run(Version wanted) throws Exception {
        String before = service.key("before");
        Optional<Container> other =
                service.containers().stream().filter(of(wanted).negate()).findFirst();
        if (other.isPresent()) {
            Version replaced = new Version(other.get().image(), other.get().imageName(), wanted.count());
            service.hold(replaced);
            service.context().keepsakes().keep(before, replaced.text());
        }
        return Outcome.done(become(wanted));
    }

    Outcome undo() throws Exception {
        Optional<String> before = service.context().keepsakes().find(service.key("before"));
        if (before.isEmpty()) {
            return Outcome.done(Map.of(service.name(), "not changed by this plan"));
        }
        Outcome done = Outcome.done(become(Version.parse(before.get())));
        service.context().keepsakes().forget(service.key("before"));
        return done;
    }

    /** Those of the wanted image serve before the others are stopped, where both have room; so it goes on after a crash, too. */
    private Map<String, String> become(Version wanted) throws Exception {
        Optional<String> reference = Optional.of(service.reference(wanted));
        List<Container> others =
                service.containers().stream().filter(of(wanted).negate()).toList();
        boolean beside = others.stream().noneMatch(Container::alone);
        if (beside) {
            remove(others.stream().filter(it -> !it.runs()).toList());
            others = others.stream().filter(Container::runs).toList();
        }
        service.context().keepsakes().keep(service.key("image"), wanted.text());
        service.become(reference, wanted.count() + (beside ? others.size() : 0), !beside);
        Map<String, String> evidence = new TreeMap<>(evidence(wanted));
        evidence.put("containers", steady.await(wanted.count(), of(wanted)));
        if (beside) {
            remove(others);
        }
        return evidence;
    }

    private void remove(List<Container> gone) throws Exception {
        if (!gone.isEmpty()) {
            service.remove(gone);
        }
    }

    private static Predicate<Container> of(Version version) {
        return container -> container.image().equals(version.id());
    }

    private String armed(Optional<String> image) {
        return service.key("armed") + image.map(it -> "/" + it).orElse("");
    }

    private Outcome.Thrown gone(String what, String next) {
        return Outcome.Thrown.refused("SW-0946", service.name() + ": " + what, service.where(), next);
    }

    private static Map<String, String> evidence(Version version) {
        return Map.of("image", version.name(), "digest", version.id());
    }
}
