package dev.sternway.run.hand;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps this node from running steps after a start, until people have told what they did by hand meanwhile. */
@Component
public class Standstill {
    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

    private final AtomicBoolean on;

    Standstill(@Value("${sternway.hold:false}") boolean on) {
        this.on = new AtomicBoolean(on);
    }

    /** Whether no step may begin on this node. */
    public boolean on() {
        return on.get();
    }

    /** @return false when nothing was held */
    public boolean end(String by) {
        boolean held = on.getAndSet(false);
        if (held) {
            LOG.info("{} lets steps go on", by);
        }
        return held;
    }
}
