-- CREATE POLICY whose expression asks another table and a new function
-- base: shop
-- setup
-- forward
CREATE FUNCTION shop.me() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT current_setting('shop.user', true)::bigint $$;
CREATE POLICY lines ON shop.order_lines FOR SELECT USING (EXISTS (SELECT 1 FROM shop.orders o WHERE o.id = order_id AND o.user_id = shop.me()));
ALTER TABLE shop.order_lines ENABLE ROW LEVEL SECURITY;
-- expect: proven
