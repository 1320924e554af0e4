ALTER TABLE shop.orders ADD COLUMN discount numeric(12, 2) NOT NULL DEFAULT 0;

CREATE OR REPLACE VIEW shop.order_totals AS
SELECT o.id AS order_id, o.customer_id, o.status, sum(i.quantity * i.unit_price) AS total,
       sum(i.quantity * i.unit_price) - o.discount AS to_pay
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
GROUP BY o.id;
