-- SET SCHEMA of a table takes its indexes, constraints and sequence along
-- base: shop
-- setup
-- forward
ALTER TABLE shop.orders SET SCHEMA audit;
-- later
INSERT INTO audit.orders (user_id, note) VALUES (1, 'later move');
-- expect: proven
-- after: SELECT count(*) FROM shop.orders WHERE note = 'later move' => 1
-- theirs
ALTER TABLE audit.orders SET SCHEMA shop;
-- theirs-is: equal
