-- Level 2, after the point of no return: the constraint is undone first; level 1 does the rest.
ALTER TABLE sessions DROP CONSTRAINT IF EXISTS sessions_strength_known;
