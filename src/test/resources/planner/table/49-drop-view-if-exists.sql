-- DROP VIEW of one that is there and one that is not
-- base: shop
-- setup
-- forward
DROP VIEW IF EXISTS shop.no_such_view;
DROP VIEW IF EXISTS shop.mailing_list;
-- expect: proven
-- theirs
CREATE VIEW shop.mailing_list AS SELECT login, email FROM shop.active_users WHERE email IS NOT NULL;
-- theirs-is: different
