-- DROP FUNCTION: owner, grants, configuration, remark
-- base: shop
-- setup
CREATE FUNCTION shop.spare(a int, OUT b int, OUT c text) RETURNS SETOF record LANGUAGE sql ROWS 5 COST 7 LEAKPROOF SECURITY DEFINER
    SET work_mem = '8MB' SET search_path = shop, "Odd Schema" AS $f$ SELECT a, 'it''s $$'; $f$;
ALTER FUNCTION shop.spare(int) OWNER TO golden_owner;
REVOKE EXECUTE ON FUNCTION shop.spare(int) FROM PUBLIC;
COMMENT ON FUNCTION shop.spare(int) IS 'spare';
CREATE PROCEDURE shop.nothing() LANGUAGE plpgsql AS 'BEGIN END';
-- forward
DROP FUNCTION shop.spare;
DROP PROCEDURE shop.nothing;
-- expect: proven
-- theirs
CREATE FUNCTION shop.spare(a int, OUT b int, OUT c text) RETURNS SETOF record LANGUAGE sql AS $f$ SELECT a, 'it''s $$'; $f$;
CREATE PROCEDURE shop.nothing() LANGUAGE plpgsql AS 'BEGIN END';
-- theirs-is: different
