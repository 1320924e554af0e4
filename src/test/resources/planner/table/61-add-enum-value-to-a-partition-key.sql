-- ALTER TYPE … ADD VALUE where partitions, a composite and a domain use the type
-- setup
CREATE TYPE state AS ENUM ('open', 'done');
CREATE DOMAIN ending AS state CHECK (VALUE <> 'open');
CREATE TYPE stamped AS (at date, s state);
CREATE TABLE t (id int, s state, e ending, c stamped, PRIMARY KEY (id, s)) PARTITION BY LIST (s);
CREATE TABLE t_open PARTITION OF t FOR VALUES IN ('open');
CREATE TABLE t_done PARTITION OF t FOR VALUES IN ('done');
INSERT INTO t SELECT n, 'open', 'done', '(2026-01-01,open)' FROM generate_series(1, 20) n;
-- forward
ALTER TYPE state ADD VALUE 'void';
-- expect: proven or refused
