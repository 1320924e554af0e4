-- ALTER TYPE … USING lossy in a table without a key
-- setup
CREATE TABLE t (code text);
INSERT INTO t VALUES ('007'), ('7'), ('07');
-- forward
ALTER TABLE t ALTER COLUMN code TYPE int USING code::int;
-- expect: refused: t
-- theirs
ALTER TABLE t ALTER COLUMN code TYPE text;
-- theirs-is: different
