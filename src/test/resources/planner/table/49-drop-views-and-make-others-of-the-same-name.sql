-- DROP VIEW and CREATE VIEW with other columns: to the catalog another view
-- base: shop
-- setup
-- forward
DROP VIEW shop.mailing_list;
CREATE VIEW shop.mailing_list AS SELECT email::text AS address, id FROM shop.users;
GRANT SELECT ON shop.mailing_list TO golden_writer;
-- expect: proven
