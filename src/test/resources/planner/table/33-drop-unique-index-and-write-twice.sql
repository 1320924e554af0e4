-- DROP INDEX unique: doubles written later stand in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
CREATE UNIQUE INDEX t_lower ON t (lower(v)) WHERE id > 0;
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
DROP INDEX t_lower;
-- later
INSERT INTO t VALUES (99, 'V7');
-- expect: proven
-- refuses: t_lower
