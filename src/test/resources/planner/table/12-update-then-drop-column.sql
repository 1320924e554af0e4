-- UPDATE a column and DROP it in one migration: the value before the UPDATE comes back
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
UPDATE t SET v = upper(v) WHERE id < 25;
ALTER TABLE t ADD w text;
UPDATE t SET w = v;
ALTER TABLE t DROP v;
ALTER TABLE t RENAME w TO v;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 3 => v3
