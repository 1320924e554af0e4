UPDATE shop.products SET price = round(price * 1.05, 2) WHERE status = 'active';
