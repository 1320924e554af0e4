-- DROP SEQUENCE: state, options, owner, grants
-- base: shop
-- setup
CREATE SEQUENCE shop.tickets AS int INCREMENT -3 MINVALUE -900 MAXVALUE 0 START 0 CACHE 4 CYCLE;
SELECT nextval('shop.tickets');
ALTER SEQUENCE shop.tickets OWNER TO golden_owner;
GRANT SELECT ON SEQUENCE shop.tickets TO golden_reader;
COMMENT ON SEQUENCE shop.tickets IS 'down we go';
CREATE SEQUENCE shop.untouched START 44;
-- forward
DROP SEQUENCE shop.tickets;
DROP SEQUENCE shop.untouched;
-- expect: proven
-- theirs
CREATE SEQUENCE shop.tickets AS int INCREMENT -3 MINVALUE -900 MAXVALUE 0 START 0 CACHE 4 CYCLE;
CREATE SEQUENCE shop.untouched START 44;
-- theirs-is: different
