-- Step 2: tasks point at their user's UUID too.
UPDATE tasks SET user_uuid = users.uuid FROM users WHERE users.id = tasks.user_id;
