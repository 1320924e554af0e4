ALTER TABLE support.tickets ADD COLUMN due_at timestamptz;

CREATE FUNCTION support.set_due_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.due_at := NEW.opened_at + CASE NEW.priority WHEN 'urgent' THEN interval '4 hours' ELSE interval '2 days' END;
    RETURN NEW;
END
$$;
CREATE TRIGGER tickets_due BEFORE INSERT OR UPDATE OF priority ON support.tickets
    FOR EACH ROW EXECUTE FUNCTION support.set_due_at();

UPDATE support.tickets SET due_at = opened_at + interval '2 days' WHERE closed_at IS NULL;
CREATE INDEX tickets_due_idx ON support.tickets (due_at) WHERE closed_at IS NULL;
