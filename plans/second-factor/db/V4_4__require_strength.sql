-- Step 4, the point of no return: from here on version 1 of the service can no longer start a session.
ALTER TABLE sessions ALTER COLUMN strength DROP DEFAULT;
