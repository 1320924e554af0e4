DELETE FROM shop.products WHERE sku IN ('BK-1', 'BK-2', 'MU-1', 'MU-2', 'GA-1', 'GA-2');
SELECT setval('shop.products_id_seq', 1, false);
