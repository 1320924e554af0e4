-- ALTER TYPE timestamp → timestamptz in Berlin: times between two and three on one night do not exist
-- setup
CREATE TABLE t (id int PRIMARY KEY, at timestamp);
INSERT INTO t SELECT n, timestamp '2026-03-29 01:00' + n * interval '5 minutes' FROM generate_series(1, 48) n;
INSERT INTO t SELECT 100 + n, timestamp '2026-10-25 01:00' + n * interval '5 minutes' FROM generate_series(1, 48) n;
-- forward
SET TimeZone = 'Europe/Berlin';
ALTER TABLE t ALTER COLUMN at TYPE timestamptz;
-- expect: proven-with-salvage or refused
-- after: SELECT at FROM t WHERE id = 18 => 2026-03-29 02:30:00
-- theirs
SET TimeZone = 'Europe/Berlin';
ALTER TABLE t ALTER COLUMN at TYPE timestamp;
-- theirs-is: different
