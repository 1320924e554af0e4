-- REVOKE … CASCADE takes what another role had passed on
-- base: shop
-- setup
GRANT SELECT ON shop.products TO golden_reader WITH GRANT OPTION;
SET ROLE golden_reader;
GRANT SELECT ON shop.products TO golden_writer;
RESET ROLE;
-- forward
REVOKE SELECT ON shop.products FROM golden_reader CASCADE;
-- expect: proven or refused
-- theirs
GRANT SELECT ON shop.products TO golden_reader WITH GRANT OPTION;
GRANT SELECT ON shop.products TO golden_writer;
-- theirs-is: different
