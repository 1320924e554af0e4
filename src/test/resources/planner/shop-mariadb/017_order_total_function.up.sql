CREATE FUNCTION order_total(wanted BIGINT UNSIGNED) RETURNS DECIMAL(12, 2) READS SQL DATA
    RETURN (SELECT COALESCE(SUM(quantity * unit_price), 0) FROM order_items WHERE order_id = wanted);
ALTER TABLE orders ADD COLUMN total DECIMAL(12, 2) NOT NULL DEFAULT 0;
UPDATE orders SET total = order_total(id) WHERE status <> 'cancelled';
