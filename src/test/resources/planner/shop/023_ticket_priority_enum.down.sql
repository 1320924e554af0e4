ALTER TABLE support.tickets ALTER COLUMN priority DROP DEFAULT;
ALTER TABLE support.tickets ALTER COLUMN priority TYPE text USING priority::text;
ALTER TABLE support.tickets ALTER COLUMN priority SET DEFAULT 'normal';
ALTER TABLE support.tickets ADD CONSTRAINT tickets_priority_check
    CHECK (priority IN ('low', 'normal', 'high'));
DROP TYPE support.priority;
