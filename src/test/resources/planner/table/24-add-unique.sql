-- ADD UNIQUE: deferrable, NULLS NOT DISTINCT, with INCLUDE; and EXCLUDE
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD CONSTRAINT users_born_id UNIQUE (born, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE shop.products ADD UNIQUE NULLS NOT DISTINCT (name) INCLUDE (stock) WITH (fillfactor = 60);
ALTER TABLE shop.products ADD CONSTRAINT no_overlap EXCLUDE USING gist (sku WITH =, shelf WITH -|-) WHERE (false);
-- expect: failed-forward
