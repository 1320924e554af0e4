-- CALL of a procedure, SELECT of a function that writes
-- setup
CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' || n FROM generate_series(1, 50) n;
CREATE PROCEDURE clean(keep int) LANGUAGE sql AS 'DELETE FROM t WHERE id > keep';
CREATE FUNCTION add(text) RETURNS int LANGUAGE sql AS 'INSERT INTO t (v) VALUES ($1) RETURNING id';
-- forward
CALL clean(30);
SELECT add('a'), add('b');
SELECT id, v FROM t WHERE v = 'v1' FOR UPDATE;
DROP PROCEDURE clean;
-- expect: proven-with-salvage
-- after: SELECT count(*) || ' ' || max(id) FROM t => 50 50
