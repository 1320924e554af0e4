ALTER TABLE customers ADD COLUMN name VARCHAR(120) NULL;
UPDATE customers SET name = CONCAT(first_name, ' ', IFNULL(last_name, ''));
