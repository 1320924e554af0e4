-- RENAME COLUMN: the text of a function goes on naming the old one
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t VALUES (1, 10);
CREATE FUNCTION v_of(int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT v FROM t WHERE id = $1); END';
CREATE VIEW tv AS SELECT v + 1 AS v FROM t;
-- forward
ALTER TABLE t RENAME v TO amount;
CREATE OR REPLACE FUNCTION v_of(int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT amount FROM t WHERE id = $1); END';
-- expect: proven
-- after: SELECT v_of(1) => 10
-- theirs
ALTER TABLE t RENAME amount TO v;
-- theirs-is: different
