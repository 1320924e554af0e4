-- Step 5: no other words than these.
ALTER TABLE sessions ADD CONSTRAINT sessions_strength_known CHECK (strength IN ('password', 'two'));
