-- UPDATE of the partition key moves rows
-- base: shop
-- setup
-- forward
UPDATE shop.events SET at = at + interval '1 year', kind = kind || '+' WHERE at < '2025-11-01';
-- later
UPDATE shop.events SET kind = 'later kind' WHERE id = 3;
-- expect: proven-with-salvage or refused
-- kept: later kind
-- after: SELECT count(*) FROM shop.events_2025 => 183
