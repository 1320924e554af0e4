create table proposal (
    id varchar(64) primary key,
    name varchar(100) not null,
    proposed_by varchar(255) not null,
    proposed_at timestamp with time zone not null,
    digest varchar(64) not null,
    files ${text} not null,
    state varchar(20) not null,
    decided_by varchar(255),
    decided_at timestamp with time zone,
    deployment varchar(64),
    reason varchar(1000) not null
);

create index proposal_by_time on proposal (proposed_at);
