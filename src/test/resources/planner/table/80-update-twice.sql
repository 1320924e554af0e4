-- UPDATE of the same rows twice, and of one column after the other
-- setup
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
INSERT INTO t SELECT n, n, n FROM generate_series(1, 100) n;
-- forward
UPDATE t SET a = a + 1;
UPDATE t SET a = a * 2 WHERE id % 2 = 0;
UPDATE t SET b = a;
INSERT INTO t VALUES (101, 1, 1);
UPDATE t SET a = 5 WHERE id = 101;
DELETE FROM t WHERE id IN (50, 101);
INSERT INTO t VALUES (50, -50, -50);
-- later
UPDATE t SET a = 4444 WHERE id = 10;
-- expect: proven-with-salvage
-- after: SELECT a || ' ' || b FROM t WHERE id = 10 => 4444 10
-- after: SELECT a || ' ' || b FROM t WHERE id = 50 => 50 50
-- after: SELECT count(*) FROM t => 100
