-- DROP EXTENSION … CASCADE drops the columns of its types
-- setup
CREATE EXTENSION citext;
CREATE TABLE t (id int PRIMARY KEY, mail citext DEFAULT 'A@b' NOT NULL UNIQUE);
INSERT INTO t SELECT n, 'Mail' || n FROM generate_series(1, 50) n;
-- forward
DROP EXTENSION citext CASCADE;
-- expect: proven-with-salvage or refused
-- after: SELECT mail FROM t WHERE id = 4 => Mail4
