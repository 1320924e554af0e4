-- SET SCHEMA of a view, function, type, domain, sequence, statistics, extension
-- base: shop
-- setup
CREATE EXTENSION citext SCHEMA audit;
-- forward
ALTER VIEW shop.mailing_list SET SCHEMA audit;
ALTER MATERIALIZED VIEW shop.turnover SET SCHEMA audit;
ALTER FUNCTION shop.slug(text) SET SCHEMA audit;
ALTER TYPE shop.mood SET SCHEMA audit;
ALTER DOMAIN shop.percent SET SCHEMA audit;
ALTER SEQUENCE shop.order_numbers SET SCHEMA audit;
ALTER STATISTICS shop.users_feeling_score SET SCHEMA audit;
ALTER EXTENSION citext SET SCHEMA public;
-- expect: proven
