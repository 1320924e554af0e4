INSERT INTO shop.customers (email, name, phone, address, created_at) VALUES
    ('ana@example.org', 'Ana Maria Silva', '+351 21 000', '{"street": "Rua 1", "city": "Lisboa"}', '2023-01-03 10:00+00'),
    ('ben@example.org', 'Ben Okafor', NULL, '{"street": "Broad St 2", "city": "Lagos"}', '2023-02-11 08:30+00'),
    ('cher@example.org', 'Cher', '555', NULL, '2023-05-20 23:59+00'),
    ('Dora@Example.org', 'Dora Nagy', '+36 1 000', '{"city": "Budapest"}', '2023-08-01 12:00+00'),
    ('dora.nagy@example.org', 'Dora Nagy', NULL, NULL, '2023-08-02 12:00+00');

INSERT INTO shop.orders (customer_id, status, placed_at, note)
SELECT c.id, v.status::shop.order_status, v.placed_at::timestamp, v.note
FROM (VALUES
    (1, 'ana@example.org', 'shipped', '2023-03-01 10:00', 'leave at the door'),
    (2, 'ana@example.org', 'paid', '2023-11-15 09:00', NULL),
    (3, 'ben@example.org', 'cancelled', '2024-01-05 18:20', NULL),
    (4, 'Dora@Example.org', 'shipped', '2024-02-29 07:45', ''),
    (5, 'dora.nagy@example.org', 'new', '2024-06-30 22:10', 'gift')
) AS v (n, email, status, placed_at, note)
JOIN shop.customers c ON c.email = v.email
ORDER BY v.n;

INSERT INTO shop.order_items (order_id, product_id, quantity, unit_price)
SELECT o.id, p.id, 1 + (o.id + p.id) % 3, p.price
FROM shop.orders o
JOIN shop.products p ON (o.id + p.id) % 2 = 0
ORDER BY o.id, p.id;

UPDATE shop.orders o
SET total = (SELECT sum(quantity * unit_price) FROM shop.order_items i WHERE i.order_id = o.id)
WHERE o.status <> 'cancelled';

INSERT INTO shop.legacy_imports
SELECT n, 'line ' || n FROM generate_series(1, 25) n;
