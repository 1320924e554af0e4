-- UPDATE as a role whom policies show only some rows
-- base: shop
-- setup
GRANT SELECT, UPDATE ON shop.orders TO golden_reader;
CREATE POLICY upd ON shop.orders FOR UPDATE TO golden_reader USING (user_id = 5);
GRANT golden_reader TO CURRENT_USER;
-- forward
SET ROLE golden_reader;
SELECT set_config('shop.user', '5', false);
UPDATE shop.orders SET note = 'mine';
RESET ROLE;
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM shop.orders WHERE note = 'mine' => 0
