-- Step 5: the foreign key, on UUIDs.
ALTER TABLE tasks ALTER COLUMN user_id SET NOT NULL;
ALTER TABLE tasks ADD CONSTRAINT tasks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
CREATE INDEX tasks_user_id_idx ON tasks (user_id);
