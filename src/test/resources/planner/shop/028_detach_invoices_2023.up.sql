ALTER TABLE billing.invoices DETACH PARTITION billing.invoices_2023;
COMMENT ON TABLE billing.invoices_2023 IS 'Closed year, read only';
