CREATE UNIQUE INDEX CONCURRENTLY payments_idempotency_idx ON billing.payments (idempotency_key);
ALTER TABLE billing.payments ADD CONSTRAINT payments_idempotency_key UNIQUE USING INDEX payments_idempotency_idx;
