-- CREATE ROLE belongs to the whole server
-- base: shop
-- setup
DROP ROLE IF EXISTS golden_made_here;
-- forward
CREATE ROLE golden_made_here;
GRANT SELECT ON shop.users TO golden_made_here;
-- expect: refused
