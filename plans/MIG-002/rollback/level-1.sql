-- Level 1, before the point of no return: the integers are still the ids, so the UUIDs just go.
ALTER TABLE tasks DROP COLUMN IF EXISTS user_uuid;
ALTER TABLE tasks DROP COLUMN IF EXISTS uuid;
ALTER TABLE users DROP COLUMN IF EXISTS uuid;
