CREATE TABLE shop.shipping_addresses (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customers (id) ON DELETE CASCADE,
    street      text,
    city        text NOT NULL
);
INSERT INTO shop.shipping_addresses (customer_id, street, city)
SELECT id, address ->> 'street', address ->> 'city' FROM shop.customers WHERE address IS NOT NULL ORDER BY id;
