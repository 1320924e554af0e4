-- REINDEX, VACUUM and ANALYZE leave nothing to undo
-- base: shop
-- setup
-- forward
REINDEX TABLE shop.users;
REINDEX INDEX CONCURRENTLY shop.users_tags;
ANALYZE shop.orders;
VACUUM (ANALYZE) shop.products;
VACUUM FULL audit.loose;
-- expect: proven
