-- CREATE TABLE, INSERT SELECT, DELETE: rows move to an archive
-- base: shop
-- setup
-- forward
CREATE TABLE shop.old_orders (LIKE shop.orders INCLUDING DEFAULTS);
WITH moved AS (DELETE FROM shop.orders WHERE placed_on < '2026-02-01' RETURNING *) INSERT INTO shop.old_orders SELECT * FROM moved;
-- later
UPDATE shop.old_orders SET note = 'later note' WHERE id = 1;
-- expect: proven-with-salvage
-- kept: later note
-- after: SELECT count(*) FROM shop.orders => 400
-- after: SELECT count(*) FROM shop.order_lines => 800
