-- UPDATE … FROM with a join, a CTE that changes rows, and RETURNING
-- base: shop
-- setup
-- forward
UPDATE shop.orders o SET note = u.login, total = o.total + 1 FROM shop.users u WHERE u.id = o.user_id AND u.feeling = 'sad';
WITH gone AS (DELETE FROM shop.order_lines WHERE quantity = 5 RETURNING *),
     moved AS (UPDATE shop.products p SET stock = p.stock + 1 FROM gone WHERE gone.sku = p.sku RETURNING p.sku)
INSERT INTO audit.log (what, row_key) SELECT 'moved', sku FROM moved;
-- later
UPDATE shop.orders SET note = 'later note' WHERE id = 2;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.order_lines => 800
-- after: SELECT count(*) FROM audit.log => 0
