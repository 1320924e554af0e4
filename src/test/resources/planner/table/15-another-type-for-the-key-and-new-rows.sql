-- the key gets another type while rows are written: kept rows are found again by what both types can become
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 20) n;
-- forward
ALTER TABLE t ALTER COLUMN id TYPE text USING id::text;
UPDATE t SET v = upper(v) WHERE id = '3';
INSERT INTO t VALUES ('a new one', 'w');
DELETE FROM t WHERE id = '5';
-- later
UPDATE t SET v = 'later' WHERE id = '7';
DELETE FROM t WHERE id = 'a new one';
-- expect: proven-with-salvage or refused
-- after: SELECT v FROM t WHERE id = 3 => v3
-- after: SELECT v FROM t WHERE id = 5 => v5
-- after: SELECT v FROM t WHERE id = 7 => later
