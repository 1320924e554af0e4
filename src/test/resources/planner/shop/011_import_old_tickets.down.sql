DELETE FROM support.ticket_messages;
DELETE FROM support.tickets;
ALTER TABLE support.ticket_messages ALTER COLUMN id RESTART;
