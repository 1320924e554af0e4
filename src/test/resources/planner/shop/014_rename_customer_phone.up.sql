ALTER TABLE shop.customers RENAME COLUMN phone TO phone_number;
