ALTER TABLE shop.products ALTER COLUMN legacy_code TYPE int USING legacy_code::int;
