-- ADD COLUMN IF NOT EXISTS where it exists: DROP COLUMN would destroy it
-- setup
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t SELECT n, 'note ' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t ADD COLUMN IF NOT EXISTS note text;
-- later
UPDATE t SET note = 'later' WHERE id = 1;
-- expect: proven
-- after: SELECT note FROM t WHERE id = 1 => later
-- theirs
ALTER TABLE t DROP COLUMN note;
-- theirs-is: different
