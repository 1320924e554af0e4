-- DROP TABLE of one partition
-- base: shop
-- setup
-- forward
DROP TABLE shop.events_2025;
-- later
INSERT INTO shop.events (at, kind) VALUES ('2026-02-02', 'later kind');
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.events => 242
-- theirs
CREATE TABLE shop.events_2025 PARTITION OF shop.events FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
-- theirs-is: different
