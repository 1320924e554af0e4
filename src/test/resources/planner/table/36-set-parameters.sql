-- SET (params), SET STATISTICS: the old value or RESET, also of toast, index, view, column
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users SET (fillfactor = 50, autovacuum_vacuum_threshold = 5, toast.autovacuum_enabled = false);
ALTER TABLE shop.users RESET (autovacuum_enabled);
ALTER INDEX shop.users_tags SET (fastupdate = off);
ALTER VIEW shop.mailing_list SET (security_barrier = false, check_option = local);
ALTER VIEW shop.active_users SET (security_invoker = true);
ALTER MATERIALIZED VIEW shop.turnover SET (fillfactor = 90);
ALTER TABLE shop.users ALTER full_name SET STATISTICS 10, ALTER login SET STATISTICS 20, ALTER born SET (n_distinct = 7, n_distinct_inherited = 8);
ALTER STATISTICS shop.users_feeling_score SET STATISTICS 99;
-- expect: proven
-- theirs
ALTER TABLE shop.users RESET (fillfactor, autovacuum_vacuum_threshold, toast.autovacuum_enabled);
ALTER INDEX shop.users_tags RESET (fastupdate);
ALTER VIEW shop.mailing_list RESET (security_barrier, check_option);
ALTER VIEW shop.active_users RESET (security_invoker);
ALTER MATERIALIZED VIEW shop.turnover RESET (fillfactor);
-- theirs-is: different
