DROP TABLE support.ticket_messages, support.tickets;
