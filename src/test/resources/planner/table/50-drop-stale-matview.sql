-- DROP MATERIALIZED VIEW that was not fresh, and one without data
-- base: shop
-- setup
UPDATE shop.orders SET total = total + 1;
CREATE MATERIALIZED VIEW shop.empty AS SELECT count(*) FROM shop.orders WITH NO DATA;
-- forward
DROP MATERIALIZED VIEW shop.turnover;
DROP MATERIALIZED VIEW shop.empty;
-- expect: proven or refused
