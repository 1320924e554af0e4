-- CREATE TYPE and DOMAIN of all sorts, with grants
-- base: shop
-- setup
-- forward
CREATE TYPE shop.colour AS ENUM ('red', 'it''s blue', 'Grün');
CREATE TYPE shop.pair AS (a int, b shop.colour[]);
CREATE TYPE shop.span AS RANGE (subtype = date, multirange_type_name = shop.spans);
CREATE DOMAIN shop.positive AS int NOT NULL DEFAULT 1 CHECK (VALUE > 0);
CREATE DOMAIN shop.very_positive AS shop.positive CONSTRAINT much CHECK (VALUE > 100);
CREATE TYPE shop.shell;
REVOKE USAGE ON TYPE shop.colour FROM PUBLIC;
GRANT USAGE ON TYPE shop.colour TO golden_reader;
COMMENT ON TYPE shop.colour IS 'to see';
-- expect: proven
-- theirs
DROP TYPE shop.pair;
DROP TYPE shop.colour, shop.span, shop.shell;
DROP DOMAIN shop.very_positive, shop.positive;
-- theirs-is: equal
