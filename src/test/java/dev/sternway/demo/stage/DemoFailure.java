package dev.sternway.demo.stage;

/** A promise that was not kept; the message is a sentence for the person at the terminal. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DemoFailure(String sentence) {
        super(sentence);
    }

    public DemoFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
