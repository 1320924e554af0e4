ALTER TABLE shop.orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';
ALTER TABLE shop.orders ADD CONSTRAINT orders_currency_check CHECK (currency ~ '^[A-Z]{3}$') NOT VALID;
ALTER TABLE shop.orders VALIDATE CONSTRAINT orders_currency_check;
