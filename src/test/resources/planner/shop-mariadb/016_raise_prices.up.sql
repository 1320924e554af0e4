UPDATE products SET price = ROUND(price * 1.05, 2) WHERE status = 'active';
