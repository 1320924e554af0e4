-- DROP MATERIALIZED VIEW: indexes, grants, owner, options, statistics come back, filled
-- base: shop
-- setup
ALTER MATERIALIZED VIEW shop.turnover OWNER TO golden_owner;
GRANT SELECT ON shop.turnover TO golden_reader;
COMMENT ON COLUMN shop.turnover.orders IS 'how many';
ALTER MATERIALIZED VIEW shop.turnover SET (autovacuum_enabled = false);
ALTER MATERIALIZED VIEW shop.turnover CLUSTER ON turnover_user;
GRANT SELECT ON shop.orders TO golden_owner;
-- forward
DROP MATERIALIZED VIEW shop.turnover;
-- expect: proven
-- theirs
CREATE MATERIALIZED VIEW shop.turnover AS SELECT user_id, count(*) AS orders, sum(total) AS total FROM shop.orders GROUP BY user_id;
-- theirs-is: different
