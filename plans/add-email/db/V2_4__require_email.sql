-- Step 4, the point of no return: from here on version 1 of the service can no longer sign users up.
-- The check refuses new rows at once; then those who signed up since step 2 get an address.
ALTER TABLE users ADD CONSTRAINT users_email_there CHECK (email IS NOT NULL) NOT VALID;
UPDATE users SET email = lower(name) || '@todo.example' WHERE email IS NULL;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_there;
