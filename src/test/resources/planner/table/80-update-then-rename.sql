-- UPDATE a column, rename it and its table, change its type
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, n::text FROM generate_series(1, 80) n;
-- forward
UPDATE t SET v = v || '0';
ALTER TABLE t RENAME v TO amount;
ALTER TABLE t RENAME TO amounts;
ALTER TABLE amounts ALTER amount TYPE bigint USING amount::bigint;
ALTER TABLE amounts RENAME id TO "Id";
-- later
UPDATE amounts SET amount = 31337 WHERE "Id" = 3;
-- expect: proven-with-salvage
-- refuses: written since
