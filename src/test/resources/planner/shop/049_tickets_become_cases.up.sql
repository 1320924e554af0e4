ALTER TABLE support.tickets RENAME TO cases;
ALTER TABLE support.ticket_messages RENAME TO case_messages;
ALTER TABLE support.case_messages RENAME COLUMN ticket_id TO case_id;
ALTER INDEX support.tickets_open_idx RENAME TO cases_open_idx;
ALTER TABLE support.cases RENAME CONSTRAINT tickets_pkey TO cases_pkey;
ALTER POLICY tickets_read ON support.cases RENAME TO cases_read;
