CREATE EXTENSION citext;
DROP INDEX shop.customers_email_key;
ALTER TABLE shop.customers ALTER COLUMN email TYPE citext;
ALTER TABLE shop.customers ADD CONSTRAINT customers_email_unique UNIQUE (email);
