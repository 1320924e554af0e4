CREATE TYPE shop.order_status AS ENUM ('new', 'paid', 'shipped', 'cancelled');

CREATE TABLE shop.orders (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customers (id),
    status      shop.order_status NOT NULL DEFAULT 'new',
    placed_at   timestamp NOT NULL DEFAULT localtimestamp,
    total       numeric(12, 2) NOT NULL DEFAULT 0,
    note        text
);
CREATE INDEX orders_customer_idx ON shop.orders (customer_id);

CREATE TABLE shop.order_items (
    id         bigserial PRIMARY KEY,
    order_id   bigint NOT NULL REFERENCES shop.orders (id) ON DELETE CASCADE,
    product_id int NOT NULL REFERENCES shop.products (id),
    quantity   int NOT NULL CHECK (quantity > 0),
    unit_price numeric(10, 2) NOT NULL,
    UNIQUE (order_id, product_id)
);
