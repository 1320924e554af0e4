ALTER TABLE customers DROP COLUMN first_name, DROP COLUMN last_name;
