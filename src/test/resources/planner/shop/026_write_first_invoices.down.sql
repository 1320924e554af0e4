TRUNCATE billing.invoices;
SELECT setval('billing.invoice_number_seq', 1, false);
