-- ADD UNIQUE deferrable, NULLS NOT DISTINCT, with INCLUDE; ADD EXCLUDE over ranges
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD CONSTRAINT users_born_id UNIQUE (born, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE shop.products ADD UNIQUE NULLS NOT DISTINCT (name) INCLUDE (stock) WITH (fillfactor = 60);
ALTER TABLE shop.products ADD CONSTRAINT no_overlap EXCLUDE USING gist (shelf WITH &&) WHERE (stock > 0) DEFERRABLE;
-- expect: proven
-- theirs
ALTER TABLE shop.users DROP CONSTRAINT users_born_id;
ALTER TABLE shop.products DROP CONSTRAINT products_name_stock_key, DROP CONSTRAINT no_overlap;
-- theirs-is: equal
