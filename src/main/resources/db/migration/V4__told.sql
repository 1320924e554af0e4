alter table rollback add column told_at timestamp with time zone;
