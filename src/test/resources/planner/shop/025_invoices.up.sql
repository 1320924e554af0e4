CREATE SEQUENCE billing.invoice_number_seq START WITH 1000 CACHE 1;

CREATE TABLE billing.invoices (
    number    bigint NOT NULL DEFAULT nextval('billing.invoice_number_seq'),
    issued_on date NOT NULL,
    order_id  bigint REFERENCES shop.orders (id),
    amount    numeric(12, 2) NOT NULL,
    PRIMARY KEY (number, issued_on)
) PARTITION BY RANGE (issued_on);

CREATE TABLE billing.invoices_2023 PARTITION OF billing.invoices
    FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE billing.invoices_2024 PARTITION OF billing.invoices
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE billing.invoices_other PARTITION OF billing.invoices DEFAULT;
CREATE INDEX invoices_order_idx ON billing.invoices (order_id);
