DROP TABLE billing.invoices_2025;
