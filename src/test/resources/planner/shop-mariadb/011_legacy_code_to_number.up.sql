ALTER TABLE products MODIFY legacy_code INT NULL;
