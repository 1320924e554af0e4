-- ALTER TYPE text → text USING: the type stays, every value changes
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'Value ' || n FROM generate_series(1, 80) n;
-- forward
ALTER TABLE t ALTER COLUMN v TYPE text USING upper(v);
-- later
UPDATE t SET v = 'later' WHERE id = 8;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 8 => later
-- after: SELECT v FROM t WHERE id = 9 => Value 9
