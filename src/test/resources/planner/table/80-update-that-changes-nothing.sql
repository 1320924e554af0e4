-- UPDATE that writes the same values again
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- forward
UPDATE t SET v = v;
-- later
UPDATE t SET v = 0 WHERE id = 1;
-- expect: proven or proven-with-salvage
-- after: SELECT v FROM t WHERE id = 1 => 0
