-- DROP TYPE and DOMAIN that nobody uses
-- base: shop
-- setup
CREATE TYPE shop.colour AS ENUM ('red', 'green');
ALTER TYPE shop.colour ADD VALUE 'amber' BEFORE 'green';
COMMENT ON TYPE shop.colour IS 'lights';
ALTER TYPE shop.colour OWNER TO golden_owner;
CREATE TYPE shop.pair AS (a int, "B b" text COLLATE "C");
COMMENT ON COLUMN shop.pair.a IS 'first';
CREATE DOMAIN shop.nice AS text COLLATE "C" NOT NULL DEFAULT 'x' CONSTRAINT one CHECK (VALUE <> '') CONSTRAINT two CHECK (length(VALUE) < 9);
ALTER DOMAIN shop.nice DROP CONSTRAINT two;
ALTER DOMAIN shop.nice ADD CONSTRAINT two CHECK (length(VALUE) < 8) NOT VALID;
-- forward
DROP TYPE shop.colour;
DROP TYPE shop.pair, shop.price_range;
DROP DOMAIN shop.nice;
-- expect: proven
-- theirs
CREATE TYPE shop.colour AS ENUM ('red', 'green', 'amber');
CREATE TYPE shop.pair AS (a int, "B b" text);
CREATE TYPE shop.price_range AS RANGE (subtype = numeric);
CREATE DOMAIN shop.nice AS text NOT NULL DEFAULT 'x' CHECK (VALUE <> '');
-- theirs-is: different
