alter table verdict add column evaluations integer default 1 not null;

create index verdict_by_time on verdict (evaluations, at);
