-- Level 1, before the point of no return: the table and the column go, whichever of steps 1 and 2 has run.
DROP TABLE IF EXISTS tax_rates;
ALTER TABLE invoices DROP COLUMN IF EXISTS currency;
