-- REVOKE of tables, columns, grant options, from PUBLIC, with what hung on them
-- base: shop
-- setup
GRANT SELECT ON shop.products TO golden_reader WITH GRANT OPTION;
-- forward
REVOKE SELECT ON shop.products FROM golden_reader CASCADE;
REVOKE GRANT OPTION FOR SELECT ON shop.active_users FROM golden_reader;
REVOKE UPDATE (email) ON shop.users FROM golden_writer;
REVOKE ALL ON ALL TABLES IN SCHEMA shop FROM golden_writer;
REVOKE EXECUTE ON FUNCTION shop.slug(text) FROM golden_reader;
REVOKE USAGE ON SCHEMA shop FROM golden_writer, golden_reader;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE USAGE ON TYPE shop.mood FROM PUBLIC;
-- expect: proven
-- theirs
GRANT SELECT ON shop.products TO golden_reader;
GRANT SELECT ON shop.active_users TO golden_reader WITH GRANT OPTION;
GRANT UPDATE (email) ON shop.users TO golden_writer;
GRANT USAGE ON SCHEMA shop TO golden_writer, golden_reader;
-- theirs-is: different
