package dev.sternway.executor.frontend;

import dev.sternway.base.Digest;
import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.NotLetIn;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page and its scripts and styles, as they come through the service's own address: proxies and caches included. */
record ServedPage(String target, String path, Duration timeout) {
    private static final Pattern TAG = Pattern.compile("<(?:script|link)\\b[^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("\\b(?:src|href)\\s*=\\s*[\"']?([^\"'\\s>]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RELATION =
            Pattern.compile("\\brel\\s*=\\s*[\"']?([^\"'>]+)", Pattern.CASE_INSENSITIVE);
    private static final int MOST_FILES = 100;

    /** Digest by path, the page itself included. Addresses of other services are left out. */
    Map<String, String> digests(StepContext context)
            throws Outcome.Thrown, InterruptedException, StepContext.LeaseLost {
        String page = body(path, context);
        Map<String, String> digests = new TreeMap<>();
        digests.put(path, Digest.of(page.getBytes(StandardCharsets.UTF_8)));
        for (String file : files(page)) {
            digests.put(file, Digest.of(body(file, context).getBytes(StandardCharsets.UTF_8)));
        }
        return digests;
    }

    private java.util.Set<String> files(String page) {
        Map<String, Boolean> files = new LinkedHashMap<>();
        Matcher tag = TAG.matcher(page);
        while (tag.find() && files.size() < MOST_FILES) {
            Matcher address = ADDRESS.matcher(tag.group());
            Matcher relation = RELATION.matcher(tag.group());
            boolean loaded = !tag.group().toLowerCase(java.util.Locale.ROOT).startsWith("<link")
                    || relation.find()
                            && relation.group(1).matches("(?i).*(stylesheet|modulepreload|preload|manifest).*");
            if (loaded && address.find()) {
                URI uri = URI.create("http://here" + path)
                        .resolve(address.group(1).replace("&amp;", "&"));
                if ("here".equals(uri.getHost())) {
                    files.put(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()), true);
                }
            }
        }
        return files.keySet();
    }

    private String body(String file, StepContext context)
            throws Outcome.Thrown, InterruptedException, StepContext.LeaseLost {
        context.stillMine();
        HttpCall call = HttpCall.get(target, file, timeout);
        try {
            HttpAnswer answer = call.send(context);
            Optional<Problem> notLetIn = NotLetIn.problem(call, answer, context);
            if (notLetIn.isPresent()) {
                throw Outcome.Thrown.of(new Outcome.Failed(notLetIn.get(), false));
            }
            if (answer.status() != 200) {
                throw Outcome.Thrown.failed(
                        "SW-1118",
                        call.where(context) + " answers " + answer.status(),
                        target,
                        "Look at the web server; a page that names files of another build is served by a cache");
            }
            return answer.body();
        } catch (IOException silent) {
            throw Outcome.Thrown.failed(
                    "SW-1118",
                    call.where(context) + " does not answer: " + silent.getMessage(),
                    target,
                    "Check the address of the target and the web server");
        }
    }
}
