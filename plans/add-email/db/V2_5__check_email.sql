-- Step 5: what is stored looks like an address.
ALTER TABLE users ADD CONSTRAINT users_email_looks_right CHECK (email LIKE '_%@_%');
