-- CREATE OR REPLACE VIEW without the options loses them; ALTER VIEW OWNER
-- base: shop
-- setup
CREATE VIEW shop.checked AS SELECT id, login FROM shop.users WHERE id > 5 WITH CASCADED CHECK OPTION;
-- forward
CREATE OR REPLACE VIEW shop.mailing_list AS SELECT login, email FROM shop.active_users WHERE email IS NOT NULL;
CREATE OR REPLACE VIEW shop.checked WITH (security_invoker = on) AS SELECT id, login FROM shop.users WHERE id > 5;
ALTER VIEW shop.active_users OWNER TO golden_writer;
ALTER VIEW shop.checked RENAME COLUMN login TO log_in;
-- expect: proven
