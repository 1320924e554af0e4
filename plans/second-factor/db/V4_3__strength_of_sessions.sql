-- Step 3: a session knows how its owner proved who they are.
ALTER TABLE sessions ADD COLUMN strength varchar(10) NOT NULL DEFAULT 'password', ADD INDEX sessions_by_strength (strength);
