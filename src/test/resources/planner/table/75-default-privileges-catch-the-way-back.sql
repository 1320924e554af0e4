-- DROP of a table and a function while default privileges would grant on what is made anew
-- base: shop
-- setup
CREATE FUNCTION shop.plain() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON shop.products FROM golden_reader;
CREATE VIEW shop.shown AS SELECT sku FROM shop.products;
REVOKE ALL ON shop.shown FROM golden_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT EXECUTE ON FUNCTIONS TO golden_writer;
-- forward
DROP VIEW shop.shown;
DROP FUNCTION shop.plain();
-- expect: proven
-- theirs
CREATE FUNCTION shop.plain() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW shop.shown AS SELECT sku FROM shop.products;
-- theirs-is: different
