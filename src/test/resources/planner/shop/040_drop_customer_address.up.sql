ALTER TABLE shop.customers DROP COLUMN address;
