-- Step 1: every invoice names its currency. Additive, no rewrite.
ALTER TABLE invoices ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
