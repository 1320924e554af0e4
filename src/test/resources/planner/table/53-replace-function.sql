-- CREATE OR REPLACE FUNCTION: body, volatility, options; grants, remark and the index over it stay
-- base: shop
-- setup
-- forward
CREATE OR REPLACE FUNCTION shop.slug(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5 SET search_path = pg_catalog
    AS $$ BEGIN RETURN lower(value); END $$;
CREATE OR REPLACE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
-- expect: proven
-- theirs
DROP FUNCTION shop.slug(text);
-- theirs-is: error
