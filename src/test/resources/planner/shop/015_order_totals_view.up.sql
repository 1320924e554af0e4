CREATE VIEW shop.order_totals AS
SELECT o.id AS order_id, o.customer_id, o.status, sum(i.quantity * i.unit_price) AS total
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
GROUP BY o.id;

GRANT SELECT ON shop.order_totals TO shop_readonly;
COMMENT ON VIEW shop.order_totals IS 'For the monthly report';
