package dev.sternway.executor.compose;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.service.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The numbers of containers at one place: what they were, are, and become. */
record Counts(ComposeScale.Inputs inputs, StepContext context, Place place) {
    Outcome ready() throws Exception {
        Map<String, String> evidence = new TreeMap<>();
        for (ComposeScale.Wanted one : inputs.services()) {
            Service service = service(one.service());
            List<Container> now = service.containers();
            long running = now.stream().filter(Container::runs).count();
            if (one.containers().orElse(0) > 1 && now.stream().anyMatch(Container::alone)) {
                throw Outcome.Thrown.refused(
                        "SW-0950",
                        one.service() + " takes a port or a name of which there is only one",
                        service.where(),
                        "Publish no fixed port and give no container_name, or leave it at one");
            }
            context.keepsakes().keep(service.key("count"), String.valueOf(running));
            evidence.put(one.service(), running + " running");
        }
        return Outcome.done(evidence);
    }

    Outcome verified() throws Exception {
        Map<String, String> evidence = new TreeMap<>();
        for (Map.Entry<Service, Integer> one : wanted().entrySet()) {
            List<Container> now = one.getKey().containers();
            long serving = now.stream().filter(Container::serves).count();
            if (now.size() != one.getValue() || serving != one.getValue()) {
                return Outcome.failed(
                        "SW-0948",
                        one.getKey().name() + ": " + serving + " containers serve, expected " + one.getValue(),
                        one.getKey().where(),
                        "See who or what starts and stops them, then choose again");
            }
            evidence.put(one.getKey().name(), serving + " serve");
        }
        return Outcome.done(evidence);
    }

    Outcome run() throws Exception {
        for (Service service : wanted().keySet()) {
            String note = before(service);
            if (context.keepsakes().find(note).isEmpty()) {
                long running =
                        service.containers().stream().filter(Container::runs).count();
                context.keepsakes().keep(note, String.valueOf(running));
            }
        }
        return Outcome.done(become(wanted()));
    }

    Outcome undo() throws Exception {
        Map<Service, Integer> before = new LinkedHashMap<>();
        for (ComposeScale.Wanted one : inputs.services()) {
            Service service = service(one.service());
            context.keepsakes().find(before(service)).ifPresent(it -> before.put(service, Integer.valueOf(it)));
        }
        Map<String, String> evidence = become(before);
        before.keySet().forEach(it -> context.keepsakes().forget(before(it)));
        return Outcome.done(evidence);
    }

    private Map<String, String> become(Map<Service, Integer> wanted) throws Exception {
        Map<String, String> evidence = new TreeMap<>();
        for (boolean growing : new boolean[] {true, false}) {
            for (Map.Entry<Service, Integer> one : wanted.entrySet()) {
                Service service = one.getKey();
                List<Container> now = service.containers();
                long running = now.stream().filter(Container::runs).count();
                if (one.getValue() >= running == growing && !evidence.containsKey(service.name())) {
                    service.become(image(service, now), one.getValue(), false);
                    evidence.put(
                            service.name(),
                            new Steady(service, inputs.timeout(), inputs.steady()).await(one.getValue(), it -> true));
                }
            }
        }
        return evidence;
    }

    /** More of what runs; where nothing does, what a rollback put there last; else as the files say. */
    private Optional<String> image(Service service, List<Container> now) throws Exception {
        List<Container> running = now.stream().filter(Container::runs).toList();
        Set<String> images = running.stream().map(Container::image).collect(Collectors.toSet());
        Optional<Version> version = images.size() == 1
                ? Optional.of(new Version(running.get(0).image(), running.get(0).imageName(), 1))
                : context.keepsakes().find(service.key("image")).map(Version::parse);
        return version.isPresent() ? Optional.of(service.reference(version.get())) : Optional.empty();
    }

    /** @throws Outcome.Thrown SW-0946 when nobody noted how many there were */
    private Map<Service, Integer> wanted() throws Outcome.Thrown {
        Map<Service, Integer> all = new LinkedHashMap<>();
        for (ComposeScale.Wanted one : inputs.services()) {
            Service service = service(one.service());
            Optional<Integer> count = one.containers()
                    .or(() -> context.keepsakes().find(service.key("count")).map(Integer::valueOf));
            if (count.isEmpty()) {
                throw Outcome.Thrown.refused(
                        "SW-0946",
                        service.name() + ": nobody noted at arming how many containers ran",
                        service.where(),
                        "Arm the plan with this step in it, or name containers");
            }
            all.put(service, count.get());
        }
        return all;
    }

    private String before(Service service) {
        return service.key("count-before") + "/" + context.key();
    }

    private Service service(String name) {
        return new Service(context, inputs.project(), inputs.target(), name, place);
    }
}
