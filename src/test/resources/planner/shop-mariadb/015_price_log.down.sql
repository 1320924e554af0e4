DROP TRIGGER products_price_log;
DROP TABLE price_log;
