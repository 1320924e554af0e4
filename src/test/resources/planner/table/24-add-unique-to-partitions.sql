-- ADD UNIQUE on a partitioned table makes one on each partition
-- base: shop
-- setup
-- forward
ALTER TABLE shop.events ADD CONSTRAINT events_once UNIQUE (at, kind, id);
-- expect: proven
