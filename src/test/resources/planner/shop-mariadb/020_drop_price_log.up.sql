DROP TRIGGER products_price_log;
DROP TABLE price_log;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
