-- ALTER TYPE numeric(10,4) → numeric(10,2), timestamp(6) → (0), double → real: rounding
-- setup
CREATE TABLE t (id int PRIMARY KEY, a numeric(10, 4), b timestamp, c double precision, d numeric);
INSERT INTO t SELECT n, n * 1.2345, timestamp '2026-01-01' + n * interval '1.234567 s', n / 7.0, (n || '.50')::numeric FROM generate_series(1, 200) n;
-- forward
ALTER TABLE t ALTER a TYPE numeric(10, 2), ALTER b TYPE timestamp(0), ALTER c TYPE real, ALTER d TYPE numeric(10, 3);
-- later
UPDATE t SET a = 99.99, d = 1.125 WHERE id = 3;
-- expect: proven-with-salvage
-- after: SELECT a || ' ' || b || ' ' || d FROM t WHERE id = 3 => 99.9900 2026-01-01 00:00:03.703701 1.125
-- after: SELECT d FROM t WHERE id = 4 => 4.50
-- theirs
ALTER TABLE t ALTER a TYPE numeric(10, 4), ALTER b TYPE timestamp, ALTER c TYPE double precision, ALTER d TYPE numeric;
-- theirs-is: different
