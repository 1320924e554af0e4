ALTER TABLE shop.products ALTER COLUMN legacy_code TYPE text;
