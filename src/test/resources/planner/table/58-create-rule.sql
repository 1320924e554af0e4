-- CREATE RULE on a table and on a view
-- base: shop
-- setup
-- forward
CREATE RULE log_products AS ON UPDATE TO shop.products WHERE old.name <> new.name
    DO ALSO INSERT INTO audit.log (what, row_key) VALUES ('rename; it''s', old.sku);
CREATE RULE insert_mail AS ON INSERT TO shop.mailing_list DO INSTEAD INSERT INTO shop.users (login, email) VALUES (new.login, new.email);
-- later
UPDATE shop.products SET name = 'later' WHERE sku = 'SKU-1';
-- expect: proven
-- after: SELECT count(*) FROM audit.log => 1
-- theirs
DROP RULE log_products ON shop.products;
DROP RULE insert_mail ON shop.mailing_list;
-- theirs-is: equal
