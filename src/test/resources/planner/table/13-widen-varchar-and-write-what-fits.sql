-- ALTER TYPE varchar(5) → varchar(50): what fits stays
-- setup
CREATE TABLE t (id int PRIMARY KEY, v varchar(5));
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 200) n;
-- forward
ALTER TABLE t ALTER COLUMN v TYPE varchar(50);
-- later
UPDATE t SET v = 'later' WHERE id = 5;
-- expect: proven
-- after: SELECT v FROM t WHERE id = 5 => later
