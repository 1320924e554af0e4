-- Step 1: a UUID for every user and every task, beside the integer. Rewrites both tables.
ALTER TABLE users ADD COLUMN uuid uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE tasks ADD COLUMN uuid uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE tasks ADD COLUMN user_uuid uuid;
