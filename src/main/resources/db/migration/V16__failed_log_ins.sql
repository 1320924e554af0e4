create table failed_log_in (
    subject varchar(64) primary key,
    failures integer not null,
    last_at timestamp with time zone not null
);

create index failed_log_in_by_time on failed_log_in (last_at);
