-- Step 1: the window, still optional. Additive, no rewrite.
ALTER TABLE orders ADD COLUMN delivery_window text;
