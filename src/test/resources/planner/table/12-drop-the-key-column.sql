-- DROP COLUMN of the primary key itself
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n % 3 FROM generate_series(1, 30) n;
-- forward
ALTER TABLE t DROP COLUMN id;
-- expect: refused
