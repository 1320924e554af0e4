-- RENAME CONSTRAINT of a primary key, a foreign key, a check, a unique key
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users RENAME CONSTRAINT users_pkey TO pk_users;
ALTER TABLE shop.users RENAME CONSTRAINT users_score_check TO "score; check";
ALTER TABLE shop.users RENAME CONSTRAINT users_login_key TO uq_login;
ALTER TABLE shop.orders RENAME CONSTRAINT orders_user_fk TO fk_orders_users;
ALTER DOMAIN shop.percent RENAME CONSTRAINT percent_range TO in_range;
-- expect: proven
-- theirs
ALTER TABLE shop.users RENAME CONSTRAINT pk_users TO users_pkey;
ALTER TABLE shop.users RENAME CONSTRAINT "score; check" TO users_score_check;
ALTER TABLE shop.orders RENAME CONSTRAINT fk_orders_users TO orders_user_fk;
-- theirs-is: different
