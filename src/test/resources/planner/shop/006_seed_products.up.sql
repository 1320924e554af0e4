INSERT INTO shop.products (sku, legacy_code, title, category_id, price, status)
SELECT v.sku, v.legacy, v.title, c.id, v.price, v.status::shop.product_status
FROM (VALUES
    ('BK-1', '007', 'Knots and splices', 'books', 19.90, 'active'),
    ('BK-2', '012', 'Soups of the coast', 'cook-books', 24.50, 'active'),
    ('MU-1', '104', 'Sea shanties, volume 1', 'music', 9.99, 'active'),
    ('MU-2', NULL, 'Sea shanties, volume 2', 'music', 9.99, 'draft'),
    ('GA-1', '0200', 'Rake', 'garden', 15.00, 'active'),
    ('GA-2', '201', 'Hose, 20 m', 'garden', 33.35, 'retired')
) AS v (sku, legacy, title, category, price, status)
JOIN shop.categories c ON c.slug = v.category
ORDER BY v.sku;
