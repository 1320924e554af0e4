COMMENT ON TABLE billing.invoices_2023 IS NULL;
ALTER TABLE billing.invoices ATTACH PARTITION billing.invoices_2023
    FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
