CREATE EXTENSION btree_gist;

CREATE TABLE billing.plans (
    code          text PRIMARY KEY,
    title         text NOT NULL,
    monthly_price numeric(8, 2) NOT NULL
);

CREATE TABLE billing.subscriptions (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customers (id),
    plan_code   text NOT NULL REFERENCES billing.plans (code) ON UPDATE CASCADE,
    runs        daterange NOT NULL,
    status      text NOT NULL DEFAULT 'trial',
    CONSTRAINT subscriptions_one_at_a_time EXCLUDE USING gist (customer_id WITH =, runs WITH &&)
);
