CREATE TABLE products (
    id    serial PRIMARY KEY,
    name  text NOT NULL CONSTRAINT products_name_key UNIQUE,
    price numeric(10, 2) NOT NULL,
    stock integer NOT NULL
);

CREATE TABLE orders (
    id         bigserial PRIMARY KEY,
    product_id integer NOT NULL CONSTRAINT orders_product_id_fkey REFERENCES products (id),
    customer   text NOT NULL,
    quantity   integer NOT NULL CONSTRAINT orders_quantity_positive CHECK (quantity > 0),
    status     text NOT NULL DEFAULT 'placed',
    placed_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_customer_idx ON orders (customer);
