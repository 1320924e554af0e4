package dev.sternway.board.live;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that there is something new; what it is they fetch themselves, so that a page which missed a hundred changes
 * is right after one.
 */
@Component
class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_A_BEAT = 60;
    private static final int MOST = 200;
    private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(30);

    private final LiveView view;
    private final Map<String, List<SseEmitter>> open = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final AtomicInteger pages = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "board");
        thread.setDaemon(true);
        return thread;
    });
    private int looks;

    Changes(LiveView view) {
        this.view = view;
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @throws ProblemException SW-1040 when too many pages are open */
    SseEmitter follow(String id) {
        if (pages.incrementAndGet() > MOST) {
            pages.decrementAndGet();
            throw ProblemException.of(
                    "SW-1040",
                    "Too many live pages are open",
                    id,
                    "Close some; this one still shows all when reloaded");
        }
        SseEmitter page = new SseEmitter(LONGEST_MILLIS);
        List<SseEmitter> all = open.computeIfAbsent(id, any -> new CopyOnWriteArrayList<>());
        all.add(page);
        page.onCompletion(() -> gone(id, page));
        page.onTimeout(page::complete);
        page.onError(failure -> gone(id, page));
        send(id, page, SseEmitter.event().name("changed").data(""));
        return page;
    }

    private void gone(String id, SseEmitter page) {
        List<SseEmitter> all = open.getOrDefault(id, List.of());
        if (all.remove(page)) {
            pages.decrementAndGet();
        }
        if (all.isEmpty()) {
            open.remove(id, all);
            versions.remove(id);
        }
    }

    private void look() {
        boolean beat = ++looks % LOOKS_A_BEAT == 0;
        open.forEach((id, all) -> {
            try {
                String now = view.version(id);
                boolean changed = !now.equals(versions.put(id, now));
                if (changed || beat) {
                    all.forEach(page -> send(
                            id,
                            page,
                            changed
                                    ? SseEmitter.event().name("changed").data("")
                                    : SseEmitter.event().comment("still here")));
                }
            } catch (RuntimeException away) {
                LOG.debug("The board cannot look at {}: {}", id, away.getMessage());
            }
        });
    }

    private void send(String id, SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException closed) {
            gone(id, page);
        }
    }

    /** Before the server waits for requests that are under way, of which these would never end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        timer.shutdownNow();
        open.values().forEach(all -> all.forEach(SseEmitter::complete));
    }
}
