-- CREATE UNIQUE INDEX CONCURRENTLY, then DROP and ADD the constraint using it
-- setup
CREATE TABLE t (id int CONSTRAINT t_pk PRIMARY KEY, v int CONSTRAINT t_v UNIQUE);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- forward
CREATE UNIQUE INDEX CONCURRENTLY t_new ON t (id);
ALTER TABLE t DROP CONSTRAINT t_pk, ADD CONSTRAINT t_pk PRIMARY KEY USING INDEX t_new;
-- expect: proven
-- theirs
DROP INDEX t_new;
-- theirs-is: error
