ALTER TABLE billing.payments DROP CONSTRAINT payments_idempotency_key;
