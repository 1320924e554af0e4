-- DROP INDEX of a partitioned table drops one on each partition, each with its name
-- base: shop
-- setup
ALTER INDEX shop.events_2025_kind_idx RENAME TO special_name;
-- forward
DROP INDEX shop.events_kind;
-- expect: proven
-- theirs
CREATE INDEX events_kind ON shop.events (kind);
-- theirs-is: different
