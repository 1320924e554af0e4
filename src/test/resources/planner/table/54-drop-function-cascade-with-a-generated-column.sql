-- DROP FUNCTION … CASCADE drops a generated column with it
-- setup
CREATE FUNCTION gross(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 1.19';
CREATE TABLE t (id int PRIMARY KEY, net numeric, total numeric GENERATED ALWAYS AS (gross(net)) STORED);
INSERT INTO t (id, net) SELECT n, n FROM generate_series(1, 50) n;
-- forward
DROP FUNCTION gross(numeric) CASCADE;
-- expect: proven or proven-with-salvage
-- after: SELECT total FROM t WHERE id = 2 => 2.38
