-- DROP COLUMN of a table whose only key is a unique constraint over two NOT NULL columns
-- setup
CREATE TABLE t (a text NOT NULL, b date NOT NULL, v numeric, UNIQUE (a, b));
INSERT INTO t SELECT 'a' || n % 10, date '2026-01-01' + n, n / 7.0 FROM generate_series(1, 100) n;
CREATE UNIQUE INDEX lures ON t (v) WHERE v > 5;
-- forward
ALTER TABLE t DROP COLUMN v;
-- expect: proven-with-salvage
-- after: SELECT count(v) FROM t => 100
