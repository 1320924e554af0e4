package dev.sternway.process.people;

import dev.sternway.base.ProblemException;
import dev.sternway.security.Groups;
import dev.sternway.security.People;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.identity.Group;
import org.operaton.bpm.engine.identity.User;
import org.operaton.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The engine's users are Sternway's people: one log-in for Tasklist and for REST. The doors check who may ask. */
@Component
class OperatonPeople implements People {
    private static final String FIT = "[A-Za-z0-9._@+-]{1,64}";

    private final IdentityService identity;

    OperatonPeople(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public Optional<Set<String>> logIn(String person, String password) {
        return identity.checkPassword(person, password) ? Optional.of(groupsOf(person)) : Optional.empty();
    }

    @Override
    public Optional<Set<String>> groups(String person) {
        Set<String> groups = groupsOf(person);
        boolean there = !groups.isEmpty() || exists(person);
        return there && !groups.contains(Groups.DISABLED) ? Optional.of(groups) : Optional.empty();
    }

    @Override
    public List<Person> list() {
        return trusted(() -> identity.createUserQuery().orderByUserId().asc().list().stream()
                .map(user -> person(user.getId(), groupsOf(user.getId())))
                .toList());
    }

    @Override
    @Transactional
    public void welcome(String person, Set<String> groups) {
        trusted(() -> {
            Set<String> right = new TreeSet<>(groups);
            right.add(Groups.SINGLE_SIGN_ON);
            Set<String> now = groupsOf(person);
            if (now.contains(Groups.DISABLED)) {
                throw ProblemException.of("SW-0818", person + " is disabled", "", "Ask an administrator");
            }
            if (!exists(person)) {
                User user = identity.newUser(fit(person));
                user.setFirstName(person);
                user.setLastName("(single sign-on)");
                identity.saveUser(user);
            } else if (!now.contains(Groups.SINGLE_SIGN_ON)) {
                throw ProblemException.of(
                        "SW-0818",
                        "There is a local user called " + person,
                        "",
                        "Rename or delete one of them: they may be two people");
            }
            now.stream()
                    .filter(group -> !right.contains(group))
                    .forEach(group -> identity.deleteMembership(person, group));
            right.stream().filter(group -> !now.contains(group)).forEach(group -> join(person, group));
            return person;
        });
    }

    @Override
    @Transactional
    public void create(String person, String password, Set<String> groups) {
        trusted(() -> {
            if (exists(fit(person))) {
                throw ProblemException.of("SW-0815", "There is a user called " + person, "name", "Take another name");
            }
            groups.forEach(group -> {
                if (identity.createGroupQuery().groupId(group).count() == 0) {
                    throw ProblemException.of(
                            "SW-0816", "There is no group " + group, "groups", "Create it in Admin, or mend the name");
                }
            });
            User user = identity.newUser(person);
            user.setFirstName(person);
            user.setLastName("");
            user.setPassword(password);
            identity.saveUser(user);
            groups.forEach(group -> identity.createMembership(person, group));
            return person;
        });
    }

    @Override
    @Transactional
    public void changePassword(String person, String password) {
        trusted(() -> {
            User user = known(person);
            if (groupsOf(person).contains(Groups.SINGLE_SIGN_ON)) {
                throw ProblemException.of(
                        "SW-0815", person + " logs in with the identity provider", "name", "Change the password there");
            }
            user.setPassword(password);
            identity.saveUser(user);
            return person;
        });
    }

    @Override
    @Transactional
    public void enable(String person, boolean enabled) {
        trusted(() -> {
            known(person);
            boolean now = !groupsOf(person).contains(Groups.DISABLED);
            if (enabled && !now) {
                identity.deleteMembership(person, Groups.DISABLED);
            } else if (!enabled && now) {
                join(person, Groups.DISABLED);
            }
            return person;
        });
    }

    private User known(String person) {
        return Optional.ofNullable(identity.createUserQuery().userId(person).singleResult())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0814", "Nobody is called " + person, "name", "Look at sternway user list"));
    }

    private void join(String person, String group) {
        if (identity.createGroupQuery().groupId(group).count() == 0) {
            Group made = identity.newGroup(group);
            made.setName(group);
            made.setType("WORKFLOW");
            identity.saveGroup(made);
        }
        identity.createMembership(person, group);
    }

    private boolean exists(String person) {
        return trusted(() -> identity.createUserQuery().userId(person).count() > 0);
    }

    private Set<String> groupsOf(String person) {
        return trusted(() -> identity.createGroupQuery().groupMember(person).list().stream()
                .map(Group::getId)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Person person(String name, Set<String> groups) {
        return new Person(name, groups, !groups.contains(Groups.DISABLED), !groups.contains(Groups.SINGLE_SIGN_ON));
    }

    private static String fit(String person) {
        if (!person.matches(FIT)) {
            throw ProblemException.of(
                    "SW-0815", "A user's name has 1 to 64 letters, digits, or . _ @ + -", "name", "Take another name");
        }
        return person;
    }

    private <T> T trusted(Supplier<T> call) {
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return call.get();
        } finally {
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }
}
