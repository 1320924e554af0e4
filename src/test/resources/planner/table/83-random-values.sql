-- UPDATE with random values and the clock: a second run gives others
-- setup
CREATE TABLE t (id int PRIMARY KEY, token text, at timestamptz);
INSERT INTO t SELECT n, 't' || n, '2026-01-01 00:00+00' FROM generate_series(1, 100) n;
-- forward
UPDATE t SET token = md5(random()::text), at = clock_timestamp();
-- later
UPDATE t SET token = 'later' WHERE id = 9;
-- expect: proven-with-salvage
-- after: SELECT token FROM t WHERE id = 9 => later
-- after: SELECT token FROM t WHERE id = 10 => t10
