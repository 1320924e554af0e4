-- ALTER TYPE smallint → int in a partition tree with an index and a check
-- setup
CREATE TABLE t (id int, k smallint NOT NULL CHECK (k >= 0), PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX ON t (k);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t ALTER COLUMN k TYPE int;
-- expect: proven
