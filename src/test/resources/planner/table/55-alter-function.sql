-- ALTER FUNCTION: every option
-- base: shop
-- setup
CREATE FUNCTION shop.set_of(int) RETURNS SETOF int LANGUAGE sql ROWS 9 SET work_mem = '5MB' AS 'SELECT generate_series(1, $1)';
-- forward
ALTER FUNCTION shop.slug(text) STABLE CALLED ON NULL INPUT SECURITY DEFINER COST 17 PARALLEL RESTRICTED;
ALTER FUNCTION shop.set_of(int) SET search_path = shop, pg_temp;
ALTER FUNCTION shop.set_of(int) RESET work_mem;
ALTER FUNCTION shop.set_of(int) ROWS 44 LEAKPROOF;
ALTER FUNCTION audit.note() OWNER TO golden_owner;
ALTER FUNCTION audit.note() RENAME TO note_it;
ALTER ROUTINE audit.note_it() RESET ALL;
-- expect: proven
-- theirs
ALTER FUNCTION audit.note_it() RENAME TO note;
ALTER FUNCTION audit.note() OWNER TO postgres;
ALTER FUNCTION shop.slug(text) IMMUTABLE STRICT SECURITY INVOKER COST 100 PARALLEL UNSAFE;
ALTER FUNCTION shop.set_of(int) RESET search_path;
ALTER FUNCTION shop.set_of(int) ROWS 9 NOT LEAKPROOF;
-- theirs-is: different
