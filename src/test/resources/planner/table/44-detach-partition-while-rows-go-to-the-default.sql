-- DETACH PARTITION: rows that belong in it went to the default partition since
-- base: shop
-- setup
-- forward
ALTER TABLE shop.events DETACH PARTITION shop.events_2025;
-- later
INSERT INTO shop.events (at, kind) VALUES ('2025-12-12', 'later kind');
-- expect: proven
-- refuses: events
