-- DETACH PARTITION: a row written later that the bound forbids stands in the way
-- base: shop
-- setup
-- forward
ALTER TABLE shop.events DETACH PARTITION shop.events_2025;
-- later
INSERT INTO shop.events_2025 (id, at, kind) VALUES (9001, '2024-12-12', 'later kind');
-- expect: proven
-- refuses: events_2025
