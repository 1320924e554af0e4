UPDATE shop.orders SET customer_id = (SELECT id FROM shop.customers WHERE email = 'dora@example.org')
WHERE customer_id = (SELECT id FROM shop.customers WHERE email = 'dora.nagy@example.org');
DELETE FROM shop.customers WHERE email = 'dora.nagy@example.org';
