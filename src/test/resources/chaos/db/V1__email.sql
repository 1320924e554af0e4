ALTER TABLE users ADD COLUMN email text;
UPDATE users SET email = name || '@example.org';
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
