ALTER TABLE shop.customers DROP CONSTRAINT customers_email_unique;
ALTER TABLE shop.customers ALTER COLUMN email TYPE text;
CREATE UNIQUE INDEX customers_email_key ON shop.customers (lower(email));
DROP EXTENSION citext;
