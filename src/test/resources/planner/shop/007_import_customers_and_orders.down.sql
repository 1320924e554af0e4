TRUNCATE shop.order_items, shop.orders, shop.customers, shop.legacy_imports RESTART IDENTITY;
