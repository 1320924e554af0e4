ALTER TABLE customers ADD COLUMN first_name VARCHAR(60) NULL, ADD COLUMN last_name VARCHAR(60) NULL;
UPDATE customers
SET first_name = SUBSTRING_INDEX(name, ' ', 1),
    last_name = NULLIF(SUBSTRING(name, LENGTH(SUBSTRING_INDEX(name, ' ', 1)) + 2), '');
