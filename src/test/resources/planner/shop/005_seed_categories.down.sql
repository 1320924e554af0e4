DELETE FROM shop.categories WHERE slug = 'cook-books';
DELETE FROM shop.categories WHERE slug IN ('books', 'music', 'garden');
SELECT setval('shop.categories_id_seq', 1, false);
