package dev.sternway.demo.victim;

/** @param body any value Jackson can write; text is sent as HTML */
record Reply(int status, Object body) {
    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    static Reply created(Object body) {
        return new Reply(201, body);
    }
}
