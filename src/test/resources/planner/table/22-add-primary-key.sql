-- ADD PRIMARY KEY makes its columns NOT NULL; DROP CONSTRAINT leaves them so
-- setup
CREATE TABLE t (a int, b int NOT NULL, v text);
INSERT INTO t SELECT n, n % 3, 'v' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t ADD CONSTRAINT t_key PRIMARY KEY (a, b) INCLUDE (v);
-- later
INSERT INTO t VALUES (101, 0, 'later');
-- expect: proven
-- after: SELECT count(*) FROM t WHERE v = 'later' => 1
-- theirs
ALTER TABLE t DROP CONSTRAINT t_key;
-- theirs-is: different
