ALTER TABLE orders DROP COLUMN total;
DROP FUNCTION order_total;
