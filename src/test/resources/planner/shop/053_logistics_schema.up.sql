CREATE SCHEMA logistics;
GRANT USAGE ON SCHEMA logistics TO shop_app;
ALTER TABLE shop.shipping_addresses SET SCHEMA logistics;
