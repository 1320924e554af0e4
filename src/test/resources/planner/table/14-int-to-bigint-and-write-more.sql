-- ALTER TYPE int → bigint: a value out of range stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, n integer DEFAULT 7);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t ALTER COLUMN n TYPE bigint;
-- later
INSERT INTO t VALUES (101, 5000000000);
-- expect: proven
-- refuses: n
-- theirs
ALTER TABLE t ALTER COLUMN n TYPE integer;
-- theirs-is: equal
