ALTER TABLE shop.customers DROP COLUMN last_name, DROP COLUMN first_name;
