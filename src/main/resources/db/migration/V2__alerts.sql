create table alert (
    fingerprint varchar(200) not null,
    starts_at timestamp with time zone not null,
    ends_at timestamp with time zone,
    source varchar(20) not null,
    name varchar(300) not null,
    labels ${text} not null,
    summary varchar(2000) not null,
    guard_id varchar(64) references guard,
    trigger_id varchar(100),
    state varchar(20) not null,
    why varchar(2000) not null,
    repeats bigint not null,
    received_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    due_at timestamp with time zone not null,
    rollback_id varchar(64),
    primary key (fingerprint, starts_at)
);

create index alert_by_state on alert (state, due_at);
create index alert_by_name on alert (name, last_at);
