-- Level 2, after the point of no return: the amount gets its old name back; level 1 does the rest.
ALTER TABLE invoices DROP CONSTRAINT IF EXISTS invoices_net_amount_there;
ALTER TABLE invoices RENAME COLUMN net_amount TO amount;
