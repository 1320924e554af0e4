ALTER TABLE shop.customers ADD COLUMN address jsonb;
