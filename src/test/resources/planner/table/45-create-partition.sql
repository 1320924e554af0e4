-- CREATE TABLE … PARTITION OF: rows routed there since must not vanish
-- base: shop
-- setup
-- forward
CREATE TABLE shop.events_2027 PARTITION OF shop.events FOR VALUES FROM ('2027-01-01 00:00+00') TO ('2028-01-01 00:00+00');
-- later
INSERT INTO shop.events (at, kind) VALUES ('2027-03-03', 'later kind'), ('2026-03-03', 'kept kind');
-- expect: proven-with-salvage
-- kept: later kind
-- after: SELECT count(*) FROM shop.events WHERE kind = 'kept kind' => 1
-- theirs
DROP TABLE shop.events_2027;
-- theirs-is: equal
