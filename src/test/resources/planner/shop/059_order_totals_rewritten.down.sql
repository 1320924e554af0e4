ALTER POLICY cases_read ON support.cases USING (closed_at IS NOT NULL);
DROP VIEW shop.order_totals;
CREATE VIEW shop.order_totals AS
SELECT o.id AS order_id, o.customer_id, o.status, sum(i.quantity * i.unit_price) AS total,
       sum(i.quantity * i.unit_price) - o.discount AS to_pay
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
GROUP BY o.id;
COMMENT ON VIEW shop.order_totals IS 'For the monthly report';
GRANT SELECT ON shop.order_totals TO shop_readonly;
