-- DROP TABLE shop.users CASCADE: views on views, foreign key, publication, statistics
-- base: shop
-- setup
-- forward
DROP TABLE shop.users CASCADE;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.mailing_list => 204
-- after: SELECT count(*) FROM pg_constraint WHERE conname = 'orders_user_fk' => 1
