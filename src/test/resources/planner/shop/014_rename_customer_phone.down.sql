ALTER TABLE shop.customers RENAME COLUMN phone_number TO phone;
