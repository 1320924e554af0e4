DELETE FROM orders WHERE status = 'cancelled' AND placed_at < '2024-06-01';
