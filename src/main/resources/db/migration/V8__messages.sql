create table message (
    id varchar(200) primary key,
    run_id varchar(64) not null,
    name varchar(300) not null,
    uses varchar(100) not null,
    inputs ${text} not null,
    while_rolling_back boolean not null,
    noted boolean not null,
    state varchar(20) not null,
    attempt integer not null,
    unsure boolean not null,
    due_at timestamp with time zone not null,
    written_at timestamp with time zone not null
);

create index message_by_state on message (state, due_at);
