-- One part commits by itself, the next one fails: the database is as it was nevertheless
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t VALUES (1, 1);
-- forward
BEGIN;
ALTER TABLE t ADD w int;
UPDATE t SET v = 2;
COMMIT;
CREATE INDEX CONCURRENTLY t_v ON t (v);
SELECT 1 / 0;
-- expect: failed-forward
