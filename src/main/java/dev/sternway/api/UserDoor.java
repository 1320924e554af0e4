package dev.sternway.api;

import dev.sternway.base.ProblemException;
import dev.sternway.security.People;
import dev.sternway.security.access.Action;
import dev.sternway.security.access.Caller;
import dev.sternway.security.login.Lockout;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People over REST: who one is, one's own password, and everybody for administrators. */
@RestController
class UserDoor {
    private static final int SHORTEST = 12;

    private final People people;
    private final Lockout lockout;

    UserDoor(People people, Lockout lockout) {
        this.people = people;
        this.lockout = lockout;
    }

    /** A new person. */
    record Wanted(Optional<String> name, Optional<String> password, Optional<Set<String>> groups) {}

    /** @param old asked of whoever changes the own password */
    record Password(Optional<String> old, Optional<String> password) {}

    @GetMapping("/api/me")
    Map<String, Object> me(Caller caller) {
        return Map.of(
                "name",
                caller.getName(),
                "groups",
                caller.getAuthorities().stream().map(Object::toString).sorted().toList(),
                "scopes",
                Arrays.stream(Action.values())
                        .filter(caller::may)
                        .map(Action::scope)
                        .toList());
    }

    @PutMapping("/api/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeOwn(@RequestBody Password password, Caller caller, HttpServletRequest request) {
        String old = password.old().orElse("");
        boolean right = lockout.attempt(
                        caller.getName(), request.getRemoteAddr(), () -> people.logIn(caller.getName(), old))
                .isPresent();
        if (!right || !caller.person()) {
            throw ProblemException.of("SW-0821", "The old password is wrong", "old", "Send the one you logged in with");
        }
        people.changePassword(caller.getName(), strong(caller.getName(), password.password()));
    }

    @GetMapping("/api/users")
    List<People.Person> list() {
        return people.list();
    }

    @PostMapping("/api/users")
    @ResponseStatus(HttpStatus.CREATED)
    void create(@RequestBody Wanted wanted) {
        String name = wanted.name().orElse("");
        people.create(name, strong(name, wanted.password()), wanted.groups().orElse(Set.of()));
    }

    @PutMapping("/api/users/{name}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable String name, @RequestBody Password password) {
        people.changePassword(name, strong(name, password.password()));
    }

    @PostMapping("/api/users/{name}/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable String name) {
        people.enable(name, false);
    }

    @PostMapping("/api/users/{name}/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(@PathVariable String name) {
        people.enable(name, true);
    }

    private static String strong(String name, Optional<String> password) {
        return password.filter(text -> text.length() >= SHORTEST && !text.equalsIgnoreCase(name))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0821",
                        "A password has at least " + SHORTEST + " characters and is not the name",
                        "password",
                        "Take a longer one"));
    }
}
