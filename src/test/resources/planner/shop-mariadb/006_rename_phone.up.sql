ALTER TABLE customers CHANGE COLUMN phone phone_number VARCHAR(30) NULL;
