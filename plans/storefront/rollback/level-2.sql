-- Level 2, after the point of no return: index and constraint are undone first; level 1 does the rest.
DROP INDEX IF EXISTS orders_delivery_window_idx;
ALTER TABLE orders ALTER COLUMN delivery_window DROP NOT NULL;
