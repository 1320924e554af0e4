-- ALTER TYPE varchar(5) → text: a longer value written later stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, v varchar(5) DEFAULT 'abc' NOT NULL CHECK (v <> ''));
CREATE INDEX t_v ON t (v varchar_pattern_ops);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 200) n;
-- forward
ALTER TABLE t ALTER COLUMN v TYPE text;
-- later
UPDATE t SET v = 'much longer than five' WHERE id = 5;
-- expect: proven
-- refuses: v
-- theirs
ALTER TABLE t ALTER COLUMN v TYPE varchar(5);
-- theirs-is: equal
