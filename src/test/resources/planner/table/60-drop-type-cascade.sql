-- DROP TYPE … CASCADE drops the columns, and the functions that take it
-- base: shop
-- setup
CREATE FUNCTION shop.is_sad(shop.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 = 'sad' $$;
-- forward
DROP TYPE shop.mood CASCADE;
DROP DOMAIN shop.percent CASCADE;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.users WHERE shop.is_sad(feeling) => 100
-- theirs
CREATE TYPE shop.mood AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE shop.users ADD feeling shop.mood DEFAULT 'ok' NOT NULL;
CREATE DOMAIN shop.percent AS numeric(5, 2) DEFAULT 0 CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
ALTER TABLE shop.users ADD discount shop.percent;
-- theirs-is: different
