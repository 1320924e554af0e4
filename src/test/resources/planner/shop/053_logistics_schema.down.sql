ALTER TABLE logistics.shipping_addresses SET SCHEMA shop;
DROP SCHEMA logistics;
