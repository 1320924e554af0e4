create table bundle (
    digest varchar(64) primary key,
    plan_id varchar(100) not null,
    revision integer not null,
    content ${blob} not null,
    registered_by varchar(100) not null,
    registered_at timestamp with time zone not null,
    unique (plan_id, revision)
);

create table guard (
    id varchar(64) primary key,
    plan_id varchar(100) not null,
    revision integer not null,
    digest varchar(64) not null references bundle,
    environment varchar(100) not null,
    state varchar(20) not null,
    requested_by varchar(100) not null,
    requested_at timestamp with time zone not null,
    armed_at timestamp with time zone,
    expires_at timestamp with time zone,
    approved_by varchar(100)
);

create table keepsake (
    guard_id varchar(64) not null references guard,
    name varchar(200) not null,
    content ${text} not null,
    primary key (guard_id, name)
);

create table rollback (
    id varchar(64) primary key,
    guard_id varchar(64) not null references guard,
    plan_id varchar(100) not null,
    environment varchar(100) not null,
    reason varchar(2000) not null,
    trigger_id varchar(100),
    data_damaged boolean not null,
    requested_by varchar(100) not null,
    idempotency_key varchar(200) unique,
    state varchar(20) not null,
    level varchar(20),
    decided_by varchar(100),
    incident varchar(100),
    requested_at timestamp with time zone not null,
    first_action_at timestamp with time zone,
    ended_at timestamp with time zone
);

create table target_lock (
    environment varchar(100) not null,
    target varchar(200) not null,
    rollback_id varchar(64) not null references rollback,
    primary key (environment, target)
);

create table receipt (
    run_id varchar(64) not null,
    phase varchar(20) not null,
    activity varchar(40) not null,
    position integer not null,
    attempt integer not null,
    step varchar(300) not null,
    uses varchar(100) not null,
    inputs_digest varchar(64) not null,
    state varchar(20) not null,
    owner varchar(200) not null,
    started_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    estimate_millis bigint,
    evidence ${text} not null,
    output ${text} not null,
    problem ${text},
    primary key (run_id, phase, activity, position, attempt)
);

create table ledger (
    run_id varchar(64) not null,
    sequence bigint not null,
    at timestamp with time zone not null,
    actor varchar(100) not null,
    kind varchar(40) not null,
    text varchar(4000) not null,
    detail ${text} not null,
    previous_hash varchar(64) not null,
    hash varchar(64) not null,
    primary key (run_id, sequence)
);

create table verdict (
    guard_id varchar(64) not null references guard,
    trigger_id varchar(100) not null,
    at timestamp with time zone not null,
    outcome varchar(20) not null,
    watched varchar(2000) not null,
    observed double precision,
    rule varchar(200) not null,
    why varchar(2000) not null
);

create index verdict_by_guard on verdict (guard_id, trigger_id, at);

create table document (
    run_id varchar(64) not null,
    name varchar(100) not null,
    content ${text} not null,
    written_at timestamp with time zone not null,
    primary key (run_id, name)
);
