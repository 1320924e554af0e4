-- Step 2: an address for everyone who has none.
UPDATE users SET email = lower(name) || '@todo.example' WHERE email IS NULL;
