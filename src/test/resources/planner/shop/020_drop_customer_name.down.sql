ALTER TABLE shop.customers ADD COLUMN name text;
UPDATE shop.customers SET name = first_name || ' ' || coalesce(last_name, '');
ALTER TABLE shop.customers ALTER COLUMN name SET NOT NULL;
