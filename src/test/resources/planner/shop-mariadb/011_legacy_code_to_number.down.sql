ALTER TABLE products MODIFY legacy_code VARCHAR(10) NULL;
