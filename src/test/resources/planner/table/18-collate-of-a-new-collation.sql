-- CREATE COLLATION and use it for a unique column
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text UNIQUE);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
ALTER TABLE t ALTER COLUMN v TYPE text COLLATE ci;
-- expect: proven
