ALTER TABLE customers CHANGE COLUMN phone_number phone VARCHAR(30) NULL;
