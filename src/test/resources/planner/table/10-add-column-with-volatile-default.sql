-- ADD COLUMN with a random default: every row gets another value
-- setup
CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t SELECT generate_series(1, 300);
-- forward
ALTER TABLE t ADD COLUMN token uuid DEFAULT gen_random_uuid() NOT NULL UNIQUE;
ALTER TABLE t ADD COLUMN seen timestamptz DEFAULT clock_timestamp();
-- later
UPDATE t SET token = '00000000-0000-0000-0000-0000000bbbbb' WHERE id = 4;
-- expect: proven-with-salvage
-- kept: 00000000-0000-0000-0000-0000000bbbbb
-- theirs
ALTER TABLE t DROP COLUMN token, DROP COLUMN seen;
-- theirs-is: equal
