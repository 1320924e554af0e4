-- DROP PRIMARY KEY: a key written twice stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 20) n;
-- forward
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- later
INSERT INTO t VALUES (7, 8);
-- expect: proven
-- refuses: t
