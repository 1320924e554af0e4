ALTER TABLE shop.customers DROP COLUMN name;
