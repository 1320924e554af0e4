-- RLS on, forced, off; CREATE, ALTER and DROP POLICY
-- base: shop
-- setup
CREATE POLICY again ON shop.orders AS RESTRICTIVE FOR ALL TO golden_reader, golden_writer USING (total < 100) WITH CHECK (total < 50);
CREATE POLICY third ON shop.orders FOR INSERT WITH CHECK (true);
COMMENT ON POLICY third ON shop.orders IS 'anyone may';
-- forward
ALTER TABLE shop.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everyone ON shop.users USING (true);
ALTER TABLE shop.orders DISABLE ROW LEVEL SECURITY;
ALTER POLICY own_orders ON shop.orders TO PUBLIC USING (total > 0);
ALTER POLICY again ON shop.orders TO golden_writer WITH CHECK (total < 60);
DROP POLICY third ON shop.orders;
-- expect: proven
-- theirs
DROP POLICY everyone ON shop.users;
ALTER TABLE shop.users NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
ALTER POLICY own_orders ON shop.orders TO golden_reader USING (user_id = current_setting('shop.user', true)::bigint);
CREATE POLICY third ON shop.orders FOR INSERT WITH CHECK (true);
-- theirs-is: different
