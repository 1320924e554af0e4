-- Step 4: the same for tasks; their integer reference to the user goes.
ALTER TABLE tasks DROP CONSTRAINT tasks_pkey;
ALTER TABLE tasks RENAME COLUMN id TO legacy_id;
ALTER TABLE tasks RENAME COLUMN uuid TO id;
ALTER TABLE tasks ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);
ALTER TABLE tasks ADD CONSTRAINT tasks_legacy_id_key UNIQUE (legacy_id);
ALTER TABLE tasks DROP COLUMN user_id;
ALTER TABLE tasks RENAME COLUMN user_uuid TO user_id;
