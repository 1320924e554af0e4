DROP POLICY tickets_work ON support.tickets;
DROP POLICY tickets_read ON support.tickets;
ALTER TABLE support.tickets DISABLE ROW LEVEL SECURITY;
