-- Step 4: nobody owes less than nothing.
ALTER TABLE invoices ADD CONSTRAINT invoices_net_amount_there CHECK (net_amount >= 0);
