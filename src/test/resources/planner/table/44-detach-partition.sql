-- DETACH PARTITION: attach it again with the same bound
-- base: shop
-- setup
-- forward
ALTER TABLE shop.events DETACH PARTITION shop.events_2025;
-- later
INSERT INTO shop.events_2025 (id, at, kind) VALUES (9001, '2025-12-12', 'later kind');
-- expect: proven
-- after: SELECT count(*) FROM shop.events WHERE kind = 'later kind' => 1
-- theirs
ALTER TABLE shop.events ATTACH PARTITION shop.events_2025 FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
-- theirs-is: equal
