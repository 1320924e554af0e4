-- CREATE EXTENSION and change a column to its type
-- setup
CREATE TABLE t (id int PRIMARY KEY, mail text UNIQUE);
INSERT INTO t SELECT n, 'Mail' || n FROM generate_series(1, 50) n;
-- forward
CREATE EXTENSION citext;
ALTER TABLE t ALTER mail TYPE citext;
-- later
UPDATE t SET mail = 'later' WHERE id = 4;
-- expect: proven or proven-with-salvage
-- after: SELECT mail FROM t WHERE id = 4 => later
-- theirs
DROP EXTENSION citext CASCADE;
-- theirs-is: different
