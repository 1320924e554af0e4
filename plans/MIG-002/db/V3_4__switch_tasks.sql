-- Step 4: the same for tasks; their integer reference to the user goes. Tasks that were added since step 3 get theirs first.
ALTER TABLE tasks DROP CONSTRAINT tasks_pkey;
UPDATE tasks SET user_uuid = users.id FROM users WHERE users.legacy_id = tasks.user_id AND tasks.user_uuid IS NULL;
ALTER TABLE tasks RENAME COLUMN id TO legacy_id;
ALTER TABLE tasks RENAME COLUMN uuid TO id;
ALTER TABLE tasks ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);
ALTER TABLE tasks ADD CONSTRAINT tasks_legacy_id_key UNIQUE (legacy_id);
ALTER TABLE tasks DROP COLUMN user_id;
ALTER TABLE tasks RENAME COLUMN user_uuid TO user_id;
