-- CREATE INDEX on a partitioned table; ON ONLY, then ATTACH
-- base: shop
-- setup
CREATE INDEX e25_body ON shop.events_2025 USING gin (body);
-- forward
CREATE INDEX events_body ON shop.events USING gin (body);
CREATE INDEX events_at_kind ON ONLY shop.events (at, kind);
CREATE INDEX e25_at_kind ON shop.events_2025 (at, kind);
ALTER INDEX shop.events_at_kind ATTACH PARTITION shop.e25_at_kind;
-- expect: proven
-- theirs
DROP INDEX shop.events_body;
DROP INDEX shop.events_at_kind;
-- theirs-is: different
