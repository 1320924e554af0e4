UPDATE shop.orders SET status = 'cancelled' WHERE status = 'refunded';
DROP TABLE shop.refunds;
