DROP TABLE shop.order_items;
DROP TABLE shop.orders;
DROP TYPE shop.order_status;
