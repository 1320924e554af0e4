-- ALTER TYPE timestamptz → timestamp in a zone that is not the one of the way back
-- setup
CREATE TABLE t (id int PRIMARY KEY, at timestamptz DEFAULT '2026-06-06 06:06+00');
INSERT INTO t SELECT n, timestamptz '2026-01-01 00:00+00' + n * interval '1 hour' FROM generate_series(1, 60) n;
-- forward
SET TimeZone = 'Asia/Tokyo';
ALTER TABLE t ALTER COLUMN at DROP DEFAULT, ALTER COLUMN at TYPE timestamp, ALTER COLUMN at SET DEFAULT '2026-06-06 06:06';
RESET TimeZone;
-- expect: proven or proven-with-salvage
-- after: SELECT at AT TIME ZONE 'UTC' FROM t WHERE id = 5 => 2026-01-01 05:00:00
-- theirs
SET TimeZone = 'UTC';
ALTER TABLE t ALTER COLUMN at DROP DEFAULT, ALTER COLUMN at TYPE timestamptz, ALTER COLUMN at SET DEFAULT '2026-06-06 06:06+00';
-- theirs-is: different
