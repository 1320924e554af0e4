package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reviewed rollback plan of one release. Immutable once armed; identified by id, revision and digest.
 *
 * @param roles people by role; a person is a user name
 * @param responsibilities what each role answers for, in words
 * @param times how long each kind of rollback takes
 * @param history how it went so far, as told by the people who were there
 * @param dangers commands that destroy what no level sets aside, each with the reason why it is right
 * @param successCriteria when the rollback counts as successful, in words
 * @param inputs what must be filled in before the plan can be used
 * @param unplaced what an imported document said that has no place in a plan
 */
public record Plan(
        @NotBlank String apiVersion,
        @NotBlank String kind,
        @NotNull Metadata metadata,
        List<String> assumptions,
        Map<String, List<String>> roles,
        Map<String, List<String>> responsibilities,
        List<Contact> contacts,
        Map<String, Target> targets,
        List<Change> changes,
        List<Flag> flags,
        @NotNull Safeguards safeguards,
        List<Trigger> triggers,
        @NotNull Decision decision,
        @NotNull Phases phases,
        Communication communication,
        Afterwards afterwards,
        List<KindTime> times,
        List<PastRun> history,
        List<Risk> risks,
        List<Danger> dangers,
        List<Prevention> prevention,
        @JsonProperty("success-criteria") List<String> successCriteria,
        List<String> notes,
        List<Imported.Input> inputs,
        List<Imported.Unplaced> unplaced) {
    public static final String API_VERSION = "sternway.dev/v1";
    public static final String KIND = "RollbackPlan";

    /**
     * @param id letters, digits, dot and dash
     * @param feature what the release brings, in the words of messages to users
     * @param environment the only one that the plan is written for, when it is written for one
     * @param reviewed when Ops last reviewed the plan; it goes stale after {@code reviewEvery}
     */
    public record Metadata(
            @NotBlank String id,
            @NotBlank String title,
            @NotBlank String release,
            Optional<String> feature,
            Optional<String> environment,
            @NotBlank String lead,
            List<String> owners,
            Optional<LocalDate> date,
            Optional<LocalDate> reviewed,
            @JsonProperty("review-every") Duration reviewEvery) {
        public Metadata {
            owners = owners == null ? List.of() : List.copyOf(owners);
            reviewEvery = reviewEvery == null ? Duration.ofDays(90) : reviewEvery;
        }
    }

    /**
     * Whom to call.
     *
     * @param chat channel or handle
     * @param note when to call, or what else to know
     */
    public record Contact(
            @NotBlank String role,
            @NotBlank String name,
            Optional<String> phone,
            Optional<String> email,
            Optional<String> chat,
            Optional<String> note) {}

    /** A feature flag of the release; its default is off. */
    public record Flag(@NotBlank String name, Optional<String> target, List<String> segments) {
        public Flag {
            segments = segments == null ? List.of() : List.copyOf(segments);
        }
    }

    /**
     * What must exist before the release starts.
     *
     * @param fingerprint tables whose content must come through a rollback unchanged are compared with their state at arming
     */
    public record Safeguards(
            @NotNull Backup backup,
            @JsonProperty("restore-point") Optional<String> restorePoint,
            @JsonProperty("maintenance-window") Optional<String> maintenanceWindow,
            @JsonProperty("rehearse") Boolean rehearse,
            List<Step> record) {
        public Safeguards {
            rehearse = rehearse == null || rehearse;
            record = record == null ? List.of() : List.copyOf(record);
        }
    }

    /**
     * @param valid how long after arming the backup counts as fresh
     * @param encrypt secret with the age key that the dump is encrypted for; plain when left out
     * @param recoverFrom where the server archives its log, for a restore point
     */
    public record Backup(
            @NotBlank String database,
            List<Kept> keep,
            Verified verify,
            Duration valid,
            Optional<SecretReference> encrypt,
            @JsonProperty("recover-from") Optional<RecoverFrom> recoverFrom) {
        public Backup {
            keep = keep == null ? List.of(Kept.CLONE, Kept.DUMP) : List.copyOf(keep);
            verify = verify == null ? Verified.RESTORE : verify;
            valid = valid == null ? Duration.ofHours(24) : valid;
        }
    }

    /**
     * Where the files and the log of a whole server are: in a folder, or in pgBackRest's repository.
     *
     * @param archive folder that archive_command fills, as the machine sees it that Sternway runs on
     * @param restoreCommand reads a segment %f of the archive into the file %p; cp when left out
     */
    public record RecoverFrom(
            Optional<String> archive,
            @JsonProperty("restore-command") Optional<String> restoreCommand,
            Optional<PgBackRest> pgbackrest) {}

    /** @param config file; pgBackRest's own default when left out */
    public record PgBackRest(@NotBlank String stanza, Optional<String> config) {}

    /** What a backup keeps. */
    public enum Kept {
        @JsonProperty("clone")
        CLONE,
        @JsonProperty("dump")
        DUMP,
        /** A place in the server's archived log, and a base backup to start from. */
        @JsonProperty("restore-point")
        RESTORE_POINT
    }

    /** How a backup is verified: only by restoring it. */
    public enum Verified {
        @JsonProperty("restore")
        RESTORE
    }

    /** Whom to tell, when, how often. */
    public record Communication(List<Channel> channels, List<Message> before, During during, List<Message> after) {
        public static final Communication NONE = new Communication(List.of(), List.of(), During.NONE, List.of());

        public Communication {
            channels = channels == null ? List.of() : List.copyOf(channels);
            before = before == null ? List.of() : List.copyOf(before);
            during = during == null ? During.NONE : during;
            after = after == null ? List.of() : List.copyOf(after);
        }
    }

    /** A way to reach people: an executor of the notify family and its fixed inputs. */
    public record Channel(@NotBlank String id, @NotBlank String uses, Map<String, Object> with) {
        public Channel {
            with = with == null ? Map.of() : Map.copyOf(with);
        }
    }

    /** @param text template with ${feature}, ${environment}, ${reason}, ${eta}, ${every}, ${outcome}, ${incident} */
    public record Message(
            @NotBlank String channel,
            Optional<String> audience,
            @NotBlank String text) {}

    /** Status messages while the rollback runs. */
    public record During(Duration every, List<Message> messages) {
        public static final During NONE = new During(Duration.ofMinutes(15), List.of());

        public During {
            every = every == null ? Duration.ofMinutes(15) : every;
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    /** What happens when the rollback is over. */
    public record Afterwards(
            @JsonProperty("post-mortem") PostMortem postMortem,
            @JsonProperty("follow-ups") List<FollowUp> followUps) {
        public static final Afterwards USUAL = new Afterwards(PostMortem.USUAL, List.of());

        public Afterwards {
            postMortem = postMortem == null ? PostMortem.USUAL : postMortem;
            followUps = followUps == null ? List.of() : List.copyOf(followUps);
        }
    }

    /**
     * The blameless post-mortem.
     *
     * @param zone whose working hours count, for example Europe/Berlin; the server's when left out
     */
    public record PostMortem(Duration within, Optional<String> zone, List<String> invite) {
        public static final PostMortem USUAL = new PostMortem(Duration.ofHours(48), Optional.empty(), List.of());

        public PostMortem {
            within = within == null ? Duration.ofHours(48) : within;
            invite = invite == null ? List.of() : List.copyOf(invite);
        }
    }

    /** Work that remains. */
    public record FollowUp(@NotBlank String title, Optional<String> owner, Optional<Duration> within) {}

    /** What could go wrong while rolling back, and what is done about it. */
    public record Risk(
            @NotBlank String risk,
            Optional<String> likelihood,
            Optional<String> impact,
            @NotBlank String mitigation) {}

    /**
     * How long one kind of rollback takes.
     *
     * @param from the least it is expected to take
     * @param to the most it is expected to take
     */
    public record KindTime(
            @NotBlank String kind,
            Optional<Duration> from,
            @NotNull Duration to,
            Optional<Duration> actual) {}

    /** One execution or rehearsal that people wrote down. */
    public record PastRun(
            Optional<LocalDate> date,
            Optional<String> by,
            Optional<Boolean> success,
            Optional<Duration> duration,
            Optional<String> notes) {}

    /**
     * A command that destroys what no level sets aside.
     *
     * @param command its words, as they stand in the step or script
     * @param because why it is right; lint refuses the plan without
     */
    public record Danger(@NotBlank String command, Optional<String> because) {}

    /** A measure that makes the rollback less likely or smaller. */
    public record Prevention(@NotBlank String measure, Boolean done) {
        public Prevention {
            done = done != null && done;
        }
    }

    public Plan {
        assumptions = assumptions == null ? List.of() : List.copyOf(assumptions);
        roles = roles == null ? Map.of() : Map.copyOf(roles);
        responsibilities = responsibilities == null ? Map.of() : Map.copyOf(responsibilities);
        contacts = contacts == null ? List.of() : List.copyOf(contacts);
        targets = targets == null ? Map.of() : Map.copyOf(targets);
        changes = changes == null ? List.of() : List.copyOf(changes);
        flags = flags == null ? List.of() : List.copyOf(flags);
        triggers = triggers == null ? List.of() : List.copyOf(triggers);
        communication = communication == null ? Communication.NONE : communication;
        afterwards = afterwards == null ? Afterwards.USUAL : afterwards;
        times = times == null ? List.of() : List.copyOf(times);
        history = history == null ? List.of() : List.copyOf(history);
        risks = risks == null ? List.of() : List.copyOf(risks);
        dangers = dangers == null ? List.of() : List.copyOf(dangers);
        prevention = prevention == null ? List.of() : List.copyOf(prevention);
        successCriteria = successCriteria == null ? List.of() : List.copyOf(successCriteria);
        notes = notes == null ? List.of() : List.copyOf(notes);
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        unplaced = unplaced == null ? List.of() : List.copyOf(unplaced);
    }

    /** All migration scripts of the release against one database, in order. */
    public List<String> migrations(String database) {
        return changes.stream()
                .filter(change -> change.database().filter(database::equals).isPresent())
                .flatMap(change -> change.migrations().stream())
                .toList();
    }
}
