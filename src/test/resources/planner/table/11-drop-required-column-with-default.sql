-- DROP COLUMN … NOT NULL with default: a row written later gets the default
-- setup
CREATE TABLE t (id int PRIMARY KEY, state text DEFAULT 'open' NOT NULL, other int);
INSERT INTO t SELECT n, 's' || n, n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t DROP COLUMN state;
-- later
INSERT INTO t VALUES (777, 1);
-- expect: proven-with-salvage
-- after: SELECT state FROM t WHERE id = 777 => open
-- after: SELECT state FROM t WHERE id = 99 => s99
