-- DROP INDEX of one that a failed build left invalid, and build it again
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
CREATE INDEX t_v ON t (v);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_v'::regclass;
-- forward
DROP INDEX CONCURRENTLY IF EXISTS t_v;
CREATE INDEX CONCURRENTLY t_v ON t (v);
-- expect: proven or refused
