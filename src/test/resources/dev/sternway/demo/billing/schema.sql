CREATE TABLE invoices (
    id       serial PRIMARY KEY,
    customer text NOT NULL,
    amount   numeric(12, 2) NOT NULL,
    issued   date NOT NULL
);
CREATE TABLE payments (
    id         serial PRIMARY KEY,
    invoice_id integer NOT NULL CONSTRAINT payments_invoice_id_fkey REFERENCES invoices (id),
    amount     numeric(12, 2) NOT NULL
);
INSERT INTO invoices (customer, amount, issued)
SELECT 'customer-' || n % 90, n * 1.25, date '2026-01-01' + n % 200 FROM generate_series(1, 1000) n;
INSERT INTO payments (invoice_id, amount) SELECT n, n * 0.5 FROM generate_series(1, 1000) n;
