-- REFRESH … WITH NO DATA empties it, and one that was empty is filled
-- base: shop
-- setup
CREATE MATERIALIZED VIEW shop.empty AS SELECT count(*) FROM shop.orders WITH NO DATA;
-- forward
REFRESH MATERIALIZED VIEW shop.turnover WITH NO DATA;
REFRESH MATERIALIZED VIEW shop.empty;
-- expect: proven
-- theirs
REFRESH MATERIALIZED VIEW shop.turnover;
-- theirs-is: different
