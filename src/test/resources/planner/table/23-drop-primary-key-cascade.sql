-- DROP PRIMARY KEY … CASCADE takes foreign keys of others, the cluster mark and the replica identity along
-- base: shop
-- setup
ALTER TABLE shop.users CLUSTER ON users_pkey;
ALTER TABLE shop.users REPLICA IDENTITY USING INDEX users_pkey;
COMMENT ON CONSTRAINT users_pkey ON shop.users IS 'the key';
-- forward
ALTER TABLE shop.users DROP CONSTRAINT users_pkey CASCADE;
-- expect: proven
-- theirs
ALTER TABLE shop.users ADD PRIMARY KEY (id);
ALTER TABLE shop.orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES shop.users ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
-- theirs-is: different
