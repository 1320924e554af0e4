-- DROP COLUMN … NOT NULL without default: a row written later has no value for it
-- setup
CREATE TABLE t (id int PRIMARY KEY, must text NOT NULL);
INSERT INTO t SELECT n, 'm' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t DROP COLUMN must;
-- later
INSERT INTO t VALUES (777);
-- expect: proven-with-salvage
-- refuses: must
-- theirs
ALTER TABLE t ADD COLUMN must text NOT NULL DEFAULT '';
-- theirs-is: different
