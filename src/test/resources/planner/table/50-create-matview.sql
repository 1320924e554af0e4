-- CREATE MATERIALIZED VIEW with indexes and a remark; one without data
-- base: shop
-- setup
-- forward
CREATE MATERIALIZED VIEW shop.per_day WITH (fillfactor = 70) AS SELECT placed_on, sum(total) AS total FROM shop.orders GROUP BY 1;
CREATE UNIQUE INDEX ON shop.per_day (placed_on);
CREATE MATERIALIZED VIEW shop.empty AS SELECT * FROM shop.per_day WITH NO DATA;
COMMENT ON MATERIALIZED VIEW shop.per_day IS 'each night';
-- expect: proven
-- theirs
DROP MATERIALIZED VIEW shop.per_day CASCADE;
-- theirs-is: equal
