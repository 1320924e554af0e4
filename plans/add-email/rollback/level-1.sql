-- Level 1, before the point of no return: the index and the column go, whichever of steps 1 to 3 has run.
DROP INDEX IF EXISTS users_email_key;
ALTER TABLE users DROP COLUMN IF EXISTS email;
