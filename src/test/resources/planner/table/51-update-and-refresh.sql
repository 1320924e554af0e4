-- UPDATE and REFRESH: the way back must refresh again
-- base: shop
-- setup
-- forward
UPDATE shop.orders SET total = total * 2 WHERE user_id < 100;
REFRESH MATERIALIZED VIEW shop.turnover;
-- expect: proven-with-salvage
-- after: SELECT sum(total) FROM shop.turnover => 81002.00
-- theirs
UPDATE shop.orders SET total = total / 2 WHERE user_id < 100;
-- theirs-is: different
