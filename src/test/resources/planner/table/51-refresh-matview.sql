-- REFRESH MATERIALIZED VIEW of a stale one
-- base: shop
-- setup
UPDATE shop.orders SET total = total + 1;
-- forward
REFRESH MATERIALIZED VIEW CONCURRENTLY shop.turnover;
-- expect: proven
-- theirs
REFRESH MATERIALIZED VIEW shop.turnover;
-- theirs-is: equal
