-- RENAME of what a partition has from its parent: a key's constraint, an index, a check
-- base: shop
-- setup
ALTER TABLE shop.events ADD CONSTRAINT kind_there CHECK (kind <> '');
-- forward
ALTER TABLE shop.events_2025 RENAME CONSTRAINT events_2025_pkey TO key_of_2025;
ALTER INDEX shop.events_2026_kind_idx RENAME TO kinds_of_2026;
-- expect: proven or refused
