-- ALTER TYPE timestamp → timestamptz at UTC, and AT TIME ZONE
-- base: shop
-- setup
-- forward
SET TimeZone = 'UTC';
ALTER TABLE shop.users ALTER COLUMN updated_at TYPE timestamptz;
ALTER TABLE shop.users ALTER COLUMN born TYPE timestamptz USING born AT TIME ZONE 'America/New_York';
-- expect: proven or proven-with-salvage
-- after: SELECT updated_at FROM shop.users WHERE id = 2 => 2026-03-29 01:32:00
