-- CREATE UNIQUE INDEX CONCURRENTLY over doubles fails and leaves an invalid index
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n / 2 FROM generate_series(1, 50) n;
-- forward
CREATE UNIQUE INDEX CONCURRENTLY t_v ON t (v);
-- expect: failed-forward
