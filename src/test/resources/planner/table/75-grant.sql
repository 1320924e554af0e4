-- GRANT of what partly was there: REVOKE takes the old ones too
-- base: shop
-- setup
-- forward
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA shop TO golden_reader;
GRANT SELECT ON shop.users TO golden_reader WITH GRANT OPTION;
GRANT UPDATE (email, born), REFERENCES (id) ON shop.users TO golden_writer;
GRANT USAGE ON SCHEMA shop TO golden_reader;
GRANT ALL ON SCHEMA shop TO golden_writer;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA shop TO PUBLIC;
GRANT USAGE ON SEQUENCE shop.order_numbers TO golden_writer;
GRANT USAGE ON TYPE shop.mood TO golden_writer;
-- expect: proven
-- theirs
REVOKE SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA shop FROM golden_reader;
REVOKE UPDATE (email, born), REFERENCES (id) ON shop.users FROM golden_writer;
REVOKE ALL ON SCHEMA shop FROM golden_writer;
-- theirs-is: different
