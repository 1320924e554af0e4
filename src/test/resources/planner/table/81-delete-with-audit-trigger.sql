-- DELETE whose trigger writes an audit row and a tombstone
-- base: shop
-- setup
-- forward
DELETE FROM shop.users WHERE id IN (17, 34);
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.users => 300
-- after: SELECT count(*) FROM audit.log => 0
-- after: SELECT count(*) FROM shop.orders => 400
