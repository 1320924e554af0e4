alter table message add column channel varchar(64) default '' not null;

create index message_by_channel on message (channel, state, due_at);

-- When the next message may go through a channel, whichever node sends it.
create table channel (
    name varchar(64) primary key,
    free_at timestamp with time zone not null
);
