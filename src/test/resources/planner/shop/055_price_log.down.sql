DROP TRIGGER products_price_log ON shop.products;
DROP FUNCTION shop.log_price();
DROP TABLE shop.price_log;
