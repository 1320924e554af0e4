ALTER TABLE shop.customers ADD COLUMN first_name text, ADD COLUMN last_name text;

UPDATE shop.customers
SET first_name = split_part(name, ' ', 1),
    last_name = nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '');

ALTER TABLE shop.customers ALTER COLUMN first_name SET NOT NULL;
