-- PREPARE and EXECUTE, an advisory lock, a cursor: what a session holds must not reach the next attempt
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 20) n;
-- forward
PREPARE change(int) AS UPDATE t SET v = 'changed' WHERE id = $1;
EXECUTE change(3);
SELECT pg_advisory_lock(4711);
LISTEN somebody;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 3 => v3
