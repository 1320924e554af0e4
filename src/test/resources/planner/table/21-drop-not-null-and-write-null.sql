-- DROP NOT NULL: a NULL written later stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL);
INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
-- forward
ALTER TABLE t ALTER v DROP NOT NULL;
-- later
INSERT INTO t VALUES (51, NULL);
-- expect: proven
-- refuses: v
