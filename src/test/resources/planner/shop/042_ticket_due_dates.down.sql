DROP TRIGGER tickets_due ON support.tickets;
DROP FUNCTION support.set_due_at();
ALTER TABLE support.tickets DROP COLUMN due_at;
