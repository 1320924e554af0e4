-- Triggers do not see TRUNCATE, which H2 refuses where another table refers to this one. It stays empty.
create table ledger_kept (
    run_id varchar(64) not null,
    sequence bigint not null,
    foreign key (run_id, sequence) references ledger
);
