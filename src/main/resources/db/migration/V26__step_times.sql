create index rollback_by_plan on rollback (plan_id, requested_at);
alter table receipt add column late_at timestamp with time zone;
