DROP VIEW shop.order_totals;
ALTER TABLE shop.orders DROP COLUMN discount;
CREATE VIEW shop.order_totals AS
SELECT o.id AS order_id, o.customer_id, o.status, sum(i.quantity * i.unit_price) AS total
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
GROUP BY o.id;
