package dev.sternway.api;

import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.security.access.Action;
import dev.sternway.security.access.Caller;
import dev.sternway.security.token.ApiToken;
import dev.sternway.security.token.TokenOffice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens over REST: one's own, and everybody's for administrators. */
@RestController
@RequestMapping("/api/tokens")
class TokenDoor {
    private static final String USUAL_LIFE = "90d";

    private final TokenOffice office;

    TokenDoor(TokenOffice office) {
        this.office = office;
    }

    /** @param expires how long it lives, like 90d. @param owner whose groups it acts with; the caller's without */
    record Wanted(
            Optional<String> name, Optional<List<String>> scopes, Optional<String> expires, Optional<String> owner) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> make(@RequestBody Wanted wanted, Caller caller) {
        TokenOffice.Made made = office.make(
                caller,
                wanted.owner().orElse(caller.getName()),
                wanted.name().orElse(""),
                wanted.scopes().orElse(List.of()).stream().map(Action::ofScope).collect(Collectors.toUnmodifiableSet()),
                life(wanted.expires().orElse(USUAL_LIFE)));
        Map<String, Object> shown = json(made.token());
        shown.put("token", made.secret());
        return shown;
    }

    @GetMapping
    List<Map<String, Object>> list(Caller caller) {
        return office.list(caller).stream().map(TokenDoor::json).toList();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Caller caller) {
        office.revoke(caller, id);
    }

    private static Duration life(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException none) {
            throw ProblemException.of("SW-0812", text + " is no time to live", "expires", "Give it like 90d or 12h");
        }
    }

    private static Map<String, Object> json(ApiToken token) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", token.id());
        json.put("name", token.name());
        json.put("prefix", token.prefix());
        json.put("owner", token.owner());
        json.put("scopes", token.scopes().stream().map(Action::scope).sorted().toList());
        json.put("createdBy", token.createdBy());
        json.put("createdAt", token.createdAt());
        json.put("expiresAt", token.expiresAt());
        token.lastUsedAt().ifPresent(at -> json.put("lastUsedAt", at));
        token.revokedAt().ifPresent(at -> json.put("revokedAt", at));
        return json;
    }
}
