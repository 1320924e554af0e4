DROP TABLE order_items, orders;
