CREATE TABLE billing.payments (
    id              bigint GENERATED ALWAYS AS IDENTITY (START WITH 500) PRIMARY KEY,
    invoice_number  bigint NOT NULL,
    invoice_date    date NOT NULL,
    idempotency_key text NOT NULL,
    amount          numeric(12, 2) NOT NULL,
    FOREIGN KEY (invoice_number, invoice_date) REFERENCES billing.invoices (number, issued_on)
) WITH (fillfactor = 90);
INSERT INTO billing.payments (invoice_number, invoice_date, idempotency_key, amount)
SELECT number, issued_on, 'import-' || number, amount FROM billing.invoices;
