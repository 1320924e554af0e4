DROP TABLE billing.invoices;
DROP SEQUENCE billing.invoice_number_seq;
