create index rollback_by_state on rollback (state, requested_at);
create index rollback_by_time on rollback (requested_at);
create index guard_by_plan on guard (plan_id, environment);
create index guard_by_state on guard (state, requested_at);
create index keepsake_by_name on keepsake (name);
create index target_lock_by_rollback on target_lock (rollback_id);
