-- ALTER INDEX … SET of the index that a primary or unique key owns; a remark on it
-- base: shop
-- setup
COMMENT ON INDEX shop.users_pkey IS 'old';
-- forward
ALTER INDEX shop.users_pkey SET (fillfactor = 55);
ALTER INDEX shop.users_login_key SET (fillfactor = 66);
COMMENT ON INDEX shop.users_pkey IS 'new';
COMMENT ON INDEX shop.users_login_key IS 'new too';
-- expect: proven
-- theirs
ALTER INDEX shop.users_pkey RESET (fillfactor);
-- theirs-is: different
