-- ALTER TYPE text → int USING: '007' does not come back as '007' by itself
-- setup
CREATE TABLE t (id int PRIMARY KEY, code text DEFAULT '000');
INSERT INTO t SELECT n, lpad(n::text, 1 + n % 5, '0') FROM generate_series(1, 300) n;
CREATE INDEX t_code ON t (code);
COMMENT ON COLUMN t.code IS 'with zeros';
-- forward
ALTER TABLE t ALTER COLUMN code DROP DEFAULT, ALTER COLUMN code TYPE int USING code::int, ALTER COLUMN code SET DEFAULT 0;
-- later
UPDATE t SET code = 424242 WHERE id = 7;
INSERT INTO t VALUES (999, 31);
-- expect: proven-with-salvage
-- after: SELECT code FROM t WHERE id = 7 => 424242
-- after: SELECT code FROM t WHERE id = 4 => 00004
-- after: SELECT code FROM t WHERE id = 999 => 31
-- theirs
ALTER TABLE t ALTER COLUMN code DROP DEFAULT, ALTER COLUMN code TYPE text, ALTER COLUMN code SET DEFAULT '000';
-- theirs-is: different
