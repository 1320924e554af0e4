ALTER TABLE shop.orders DROP CONSTRAINT orders_currency_check;
ALTER TABLE shop.orders DROP COLUMN currency;
