-- Step 3: nobody shares an address.
CREATE UNIQUE INDEX users_email_key ON users (email);
