-- DROP PRIMARY KEY
-- setup
CREATE TABLE t (a int, b text, PRIMARY KEY (b, a));
INSERT INTO t SELECT n, 'b' || n % 7 FROM generate_series(1, 70) n;
-- forward
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- expect: proven
-- theirs
ALTER TABLE t ADD PRIMARY KEY (a, b);
-- theirs-is: different
