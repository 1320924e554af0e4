DROP TRIGGER products_touch ON shop.products;
DROP TRIGGER customers_touch ON shop.customers;
ALTER TABLE shop.products DROP COLUMN updated_at;
ALTER TABLE shop.customers DROP COLUMN updated_at;
DROP FUNCTION shop.touch();
