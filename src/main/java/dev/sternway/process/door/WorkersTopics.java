package dev.sternway.process.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.security.access.Action;
import dev.sternway.security.access.Caller;
import dev.sternway.security.access.Rule;
import dev.sternway.security.access.Rules;
import dev.sternway.security.web.Answers;
import dev.sternway.security.web.ReadRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.externaltask.ExternalTask;
import org.operaton.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets workers of other machines serve the topics that are listed for them; the steps of plans are Sternway's own. */
@Component
@Order(WorkersTopics.AFTER_SPRING_SECURITY)
class WorkersTopics extends OncePerRequestFilter {
    static final int AFTER_SPRING_SECURITY = 3;

    /** The topic of step.bpmn. */
    private static final String STEP = "step";

    private static final String FETCH = "fetchAndLock";
    /** Requests for work are short; what is cut off is no JSON any more. */
    private static final int LARGEST = 1 << 16;

    private static final Pattern DOOR = Pattern.compile(".*/external-task/([^/]+)(?:/[^/]+)?/?");

    private final List<String> topics;
    private final ExternalTaskService tasks;
    private final IdentityService identity;
    private final ObjectMapper json;

    WorkersTopics(
            @Value("${sternway.worker-topics:}") String topics,
            ExternalTaskService tasks,
            IdentityService identity,
            ObjectMapper json) {
        this.topics = Arrays.stream(topics.split(","))
                .map(String::strip)
                .filter(topic -> !topic.isEmpty())
                .toList();
        this.tasks = tasks;
        this.identity = identity;
        this.json = json;
        if (this.topics.contains(STEP)) {
            throw ProblemException.of(
                    "SW-0941",
                    "The topic " + STEP + " is of Sternway itself: whoever ended its tasks would forge what steps did",
                    "STERNWAY_WORKER_TOPICS",
                    "Give the tasks of your own diagrams a topic of their own");
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean work = Rules.covering(request.getMethod(), Answers.path(request))
                .map(Rule::action)
                .filter(Action.WORK::equals)
                .isPresent();
        return !work || Caller.of(caller()).filter(one -> one.may(Action.ADMIN)).isPresent();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher door = DOOR.matcher(Answers.path(request));
        if (door.matches() && !door.group(1).equals(FETCH)) {
            if (topic(door.group(1)).filter(topic -> !topics.contains(topic)).isPresent()) {
                refuse(response);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST);
        if (allListed(body)) {
            chain.doFilter(new ReadRequest(request, body), response);
        } else {
            refuse(response);
        }
    }

    private boolean allListed(byte[] body) throws IOException {
        try {
            JsonNode wanted = json.readTree(body).path("topics");
            boolean listed = wanted.isArray() && !wanted.isEmpty();
            for (JsonNode topic : wanted) {
                listed &= topics.contains(topic.path("topicName").asText());
            }
            return listed;
        } catch (JsonProcessingException none) {
            return false;
        }
    }

    /** Empty when there is no such task: the engine says so. */
    private Optional<String> topic(String id) {
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return Optional.ofNullable(
                            tasks.createExternalTaskQuery().externalTaskId(id).singleResult())
                    .map(ExternalTask::getTopicName);
        } finally {
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }

    private static Object caller() {
        return Optional.<Object>ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .orElse("");
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        Answers.problem(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "Forbidden",
                "SW-0940",
                "Workers may serve the topics of STERNWAY_WORKER_TOPICS only; name some of them under topics");
    }
}
