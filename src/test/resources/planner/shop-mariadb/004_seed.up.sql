INSERT INTO categories (slug) VALUES ('books'), ('music'), ('garden');
INSERT INTO products (sku, legacy_code, title, category_id, price, status)
SELECT 'BK-1', '007', 'Knots and splices', id, 19.90, 'active' FROM categories WHERE slug = 'books'
UNION ALL SELECT 'MU-1', '104', 'Sea shanties', id, 9.99, 'active' FROM categories WHERE slug = 'music'
UNION ALL SELECT 'GA-1', NULL, 'Rake', id, 15.00, 'draft' FROM categories WHERE slug = 'garden';
INSERT INTO customers (email, name, phone, created_at) VALUES
    ('ana@example.org', 'Ana Silva', '+351 21 000', '2023-01-03 10:00:00'),
    ('ben@example.org', 'Ben Okafor', NULL, '2023-02-11 08:30:00'),
    ('cher@example.org', 'Cher', '555', '2023-05-20 23:59:00');
INSERT INTO orders (customer_id, status, placed_at, note) VALUES
    (1, 'shipped', '2023-03-01 10:00:00', 'leave at the door'),
    (1, 'paid', '2023-11-15 09:00:00', NULL),
    (2, 'cancelled', '2024-01-05 18:20:00', NULL);
INSERT INTO order_items VALUES (1, 1, 2, 19.90), (1, 2, 1, 9.99), (2, 3, 1, 15.00), (3, 1, 1, 19.90);
