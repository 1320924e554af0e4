-- DROP COLUMN of a table without a key that holds nothing in that column
-- setup
CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1, NULL), (1, NULL), (2, NULL);
-- forward
ALTER TABLE t DROP COLUMN b;
-- expect: proven or proven-with-salvage or refused
