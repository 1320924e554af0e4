-- Step 3, the point of no return: from here on version 1.4 of the service finds no amount.
ALTER TABLE invoices RENAME COLUMN amount TO net_amount;
