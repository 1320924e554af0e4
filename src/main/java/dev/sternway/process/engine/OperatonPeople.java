package dev.sternway.process.engine;

import dev.sternway.security.People;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** The engine's users are Sternway's people: one log-in for Tasklist and for REST. */
@Component
class OperatonPeople implements People {
    private final IdentityService identity;

    OperatonPeople(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public Optional<Set<String>> logIn(String person, String password) {
        if (!identity.checkPassword(person, password)) {
            return Optional.empty();
        }
        return Optional.of(identity.createGroupQuery().groupMember(person).list().stream()
                .map(Group::getId)
                .collect(Collectors.toUnmodifiableSet()));
    }
}
