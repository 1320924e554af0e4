CREATE TABLE shop.customers (
    id         bigserial PRIMARY KEY,
    email      text NOT NULL,
    name       text NOT NULL,
    phone      varchar(30),
    address    jsonb,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX customers_email_key ON shop.customers (lower(email));
COMMENT ON TABLE shop.customers IS 'People who bought something, or nearly did';
COMMENT ON COLUMN shop.customers.address IS 'As typed; see shipping';
GRANT SELECT, INSERT, UPDATE ON shop.customers TO shop_app;
GRANT USAGE ON SEQUENCE shop.customers_id_seq TO shop_app;
