-- ALTER TYPE … ADD ATTRIBUTE, RENAME ATTRIBUTE: what is written into the new one is not lost
-- base: shop
-- setup
-- forward
ALTER TYPE shop.address ADD ATTRIBUTE city text COLLATE "C" CASCADE;
ALTER TYPE shop.address RENAME ATTRIBUTE "zip code" TO zip;
-- later
UPDATE shop.users SET home.city = 'later city' WHERE id = 8;
-- expect: proven-with-salvage or refused
-- kept: later city
-- after: SELECT (home)."zip code" FROM shop.users WHERE id = 8 => 00008
-- theirs
ALTER TYPE shop.address DROP ATTRIBUTE city;
-- theirs-is: different
