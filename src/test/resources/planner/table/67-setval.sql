-- SELECT setval(), nextval(): ROLLBACK does not undo them
-- base: shop
-- setup
SELECT setval('shop.order_numbers', 5000, false);
-- forward
SELECT setval('shop.order_numbers', 7000);
SELECT nextval('shop.orders_id_seq'), nextval('shop.orders_id_seq');
SELECT setval('audit.log_id_seq', 1, true);
-- expect: proven or proven-with-salvage
-- theirs
SELECT setval('shop.order_numbers', 1000);
SELECT setval('shop.orders_id_seq', 400);
SELECT setval('audit.log_id_seq', 1);
-- theirs-is: different
