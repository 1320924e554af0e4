-- ENABLE ALWAYS, ENABLE REPLICA, DISABLE RULE
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ENABLE ALWAYS TRIGGER users_audit;
ALTER TABLE shop.products DISABLE RULE quiet;
-- expect: proven
-- theirs
ALTER TABLE shop.users ENABLE TRIGGER users_audit;
ALTER TABLE shop.products ENABLE ALWAYS RULE quiet;
-- theirs-is: different
