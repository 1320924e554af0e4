-- UPDATE of every row to one value
-- setup
CREATE TABLE t (id int PRIMARY KEY, status text DEFAULT 'x', n int);
INSERT INTO t SELECT n, (ARRAY['new', 'old', NULL, ''])[1 + n % 4], n FROM generate_series(1, 500) n;
-- forward
UPDATE t SET status = 'active';
-- later
UPDATE t SET status = 'later' WHERE id = 1;
UPDATE t SET n = -1 WHERE id = 2;
-- expect: proven-with-salvage
-- after: SELECT status FROM t WHERE id = 1 => later
-- after: SELECT n || coalesce(status, 'null') FROM t WHERE id = 2 => -1null
-- after: SELECT count(*) FILTER (WHERE status IS NULL) || ' ' || count(*) FILTER (WHERE status = '') FROM t => 125 125
-- theirs
UPDATE t SET status = 'new';
-- theirs-is: different
