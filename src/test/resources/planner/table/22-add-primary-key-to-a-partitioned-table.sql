-- ADD PRIMARY KEY over a partition tree
-- setup
CREATE TABLE t (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE t2 PARTITION OF t DEFAULT;
INSERT INTO t SELECT n, date '2026-06-01' + n FROM generate_series(1, 300) n;
-- forward
ALTER TABLE t ADD PRIMARY KEY (at, id);
-- expect: proven
-- theirs
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- theirs-is: different
