-- Level 2, after the point of no return: the constraints are undone first; level 1 does the rest.
ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_looks_right;
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
