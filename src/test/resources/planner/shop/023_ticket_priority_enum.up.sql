CREATE TYPE support.priority AS ENUM ('low', 'normal', 'high', 'urgent');
ALTER TABLE support.tickets DROP CONSTRAINT tickets_priority_check;
ALTER TABLE support.tickets ALTER COLUMN priority DROP DEFAULT;
ALTER TABLE support.tickets ALTER COLUMN priority TYPE support.priority USING priority::support.priority;
ALTER TABLE support.tickets ALTER COLUMN priority SET DEFAULT 'normal';
