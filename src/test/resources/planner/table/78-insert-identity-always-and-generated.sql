-- INSERT OVERRIDING SYSTEM VALUE into identity, with generated columns and partitions
-- base: shop
-- setup
-- forward
INSERT INTO shop.events (id, at, kind) OVERRIDING SYSTEM VALUE VALUES (5000, '2025-06-06', 'x'), (5001, '2026-06-06', 'y'), (5002, '2040-01-01', 'z');
INSERT INTO shop.events (at, kind) VALUES ('2026-07-07', 'w');
INSERT INTO "Odd Schema"."Mixed Table" ("Id", "it's") VALUES (777, 'o''k'), (778, NULL);
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.events => 241
