ALTER TABLE support.tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE support.tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY tickets_read ON support.tickets FOR SELECT TO shop_readonly USING (closed_at IS NOT NULL);
CREATE POLICY tickets_work ON support.tickets TO shop_app USING (true) WITH CHECK (subject <> '');
