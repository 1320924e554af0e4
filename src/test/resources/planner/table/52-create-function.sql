-- CREATE FUNCTION, PROCEDURE, AGGREGATE, with overloads, defaults, grants
-- base: shop
-- setup
-- forward
CREATE FUNCTION shop.slug(value text, max int DEFAULT 10, VARIADIC rest text[] DEFAULT '{}') RETURNS text LANGUAGE plpgsql STABLE
    AS $body$ BEGIN RETURN left(shop.slug(value), max); -- a remark; 'with quotes'
END $body$;
CREATE OR REPLACE FUNCTION shop."Odd Name"(INOUT a int, OUT b text) RETURNS record LANGUAGE sql AS $$ SELECT a, 'x;y' $$;
CREATE PROCEDURE shop.tidy(days int) LANGUAGE sql BEGIN ATOMIC DELETE FROM shop.orders WHERE placed_on < current_date - days; END;
CREATE FUNCTION shop.plus(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1, 0) + coalesce($2, 0)';
CREATE AGGREGATE shop.total(numeric) (SFUNC = shop.plus, STYPE = numeric, INITCOND = '0');
GRANT EXECUTE ON FUNCTION shop.slug(text, int, text[]) TO golden_writer;
-- expect: proven
-- theirs
DROP FUNCTION shop.slug(text, int, text[]);
DROP FUNCTION shop."Odd Name"(int);
DROP PROCEDURE shop.tidy(int);
DROP AGGREGATE shop.total(numeric);
DROP FUNCTION shop.plus(numeric, numeric);
-- theirs-is: equal
