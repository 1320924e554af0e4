ALTER POLICY cases_read ON support.cases RENAME TO tickets_read;
ALTER TABLE support.cases RENAME CONSTRAINT cases_pkey TO tickets_pkey;
ALTER INDEX support.cases_open_idx RENAME TO tickets_open_idx;
ALTER TABLE support.case_messages RENAME COLUMN case_id TO ticket_id;
ALTER TABLE support.case_messages RENAME TO ticket_messages;
ALTER TABLE support.cases RENAME TO tickets;
