-- DROP and CREATE FUNCTION with another return type, under a view
-- setup
CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t VALUES (1), (2);
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
GRANT EXECUTE ON FUNCTION twice(int) TO golden_reader;
REVOKE EXECUTE ON FUNCTION twice(int) FROM PUBLIC;
COMMENT ON FUNCTION twice(int) IS 'two times';
CREATE VIEW doubles AS SELECT twice(id) AS d FROM t;
-- forward
DROP VIEW doubles;
DROP FUNCTION twice(int);
CREATE FUNCTION twice(n int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT n * 2::bigint';
CREATE VIEW doubles AS SELECT twice(id) AS d FROM t;
-- expect: proven
-- theirs
CREATE OR REPLACE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
-- theirs-is: error
