-- DROP COLUMN of a table whose unique key allows NULL: two rows may look alike
-- setup
CREATE TABLE t (a text UNIQUE, v int);
INSERT INTO t VALUES ('x', 1), ('y', 2), (NULL, 3), (NULL, 4);
-- forward
ALTER TABLE t DROP COLUMN v;
-- expect: refused
