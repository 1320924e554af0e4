-- Columns that hold object identifiers: regclass of a table that is dropped and made again
-- setup
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE kept (id int PRIMARY KEY, r regclass, p regprocedure, o oid);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
INSERT INTO kept VALUES (1, 'a', 'f()', 'a'::regclass::oid);
-- forward
DROP FUNCTION f();
DROP TABLE a;
-- expect: proven-with-salvage or refused
