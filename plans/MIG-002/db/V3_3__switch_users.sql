-- Step 3, the point of no return: the UUID becomes the user's id. The integer stays as legacy_id, still filled by its sequence.
-- Both tables are locked by the first statement; tasks that were added since step 2 then get their reference.
ALTER TABLE tasks DROP CONSTRAINT tasks_user_id_fkey;
UPDATE tasks SET user_uuid = users.uuid FROM users WHERE users.id = tasks.user_id AND tasks.user_uuid IS NULL;
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users RENAME COLUMN id TO legacy_id;
ALTER TABLE users RENAME COLUMN uuid TO id;
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE users ADD CONSTRAINT users_legacy_id_key UNIQUE (legacy_id);
