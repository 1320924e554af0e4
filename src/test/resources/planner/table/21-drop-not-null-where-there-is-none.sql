-- DROP NOT NULL of a column that allows NULL
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t VALUES (1, NULL);
-- forward
ALTER TABLE t ALTER v DROP NOT NULL;
-- expect: proven
-- theirs
UPDATE t SET v = 0 WHERE v IS NULL;
ALTER TABLE t ALTER v SET NOT NULL;
-- theirs-is: different
