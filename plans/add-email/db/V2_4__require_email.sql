-- Step 4, the point of no return: from here on version 1 of the service can no longer sign users up.
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
