-- DROP CONSTRAINT of a check, a unique key, a foreign key and an exclusion
-- base: shop
-- setup
COMMENT ON CONSTRAINT users_login_key ON shop.users IS 'log in once';
-- forward
ALTER TABLE shop.users DROP CONSTRAINT users_score_check;
ALTER TABLE shop.users DROP CONSTRAINT users_login_key;
ALTER TABLE shop.orders DROP CONSTRAINT orders_user_fk;
ALTER TABLE shop.products DROP CONSTRAINT products_shelf_excl;
-- expect: proven
-- theirs
ALTER TABLE shop.users ADD CONSTRAINT users_score_check CHECK (score >= 0);
ALTER TABLE shop.users ADD CONSTRAINT users_login_key UNIQUE (login);
ALTER TABLE shop.orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES shop.users ON DELETE CASCADE;
ALTER TABLE shop.products ADD EXCLUDE USING gist (shelf WITH &&);
-- theirs-is: different
