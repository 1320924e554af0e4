-- RENAME INDEX, TRIGGER, POLICY, RULE, statistics and more
-- base: shop
-- setup
-- forward
ALTER INDEX shop.users_tags RENAME TO "gin on tags";
ALTER INDEX shop.events_kind RENAME TO events_by_kind;
ALTER TRIGGER users_audit ON shop.users RENAME TO audit;
ALTER POLICY own_orders ON shop.orders RENAME TO mine;
ALTER RULE quiet ON shop.products RENAME TO still;
ALTER STATISTICS shop.users_feeling_score RENAME TO feelings;
ALTER PUBLICATION changes RENAME TO "all changes";
ALTER FUNCTION shop.slug(text) RENAME TO slugged;
ALTER TYPE shop.address RENAME TO postal_address;
ALTER DOMAIN shop.percent RENAME TO percentage;
ALTER TYPE shop.price_range RENAME TO prices;
ALTER SEQUENCE shop.order_numbers RENAME TO numbers;
-- expect: proven
