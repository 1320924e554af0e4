-- CREATE TEMP TABLE as a note pad for an UPDATE
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n * 10 FROM generate_series(1, 200) n;
-- forward
CREATE TEMP TABLE pad AS SELECT id, v + 1 AS v FROM t WHERE id % 2 = 0;
UPDATE t SET v = pad.v FROM pad WHERE pad.id = t.id;
DROP TABLE pad;
-- later
UPDATE t SET v = 5555 WHERE id = 10;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 10 => 5555
-- after: SELECT v FROM t WHERE id = 12 => 120
