-- Step 3, the point of no return: from here on version 1 of the orders service cannot place an order.
-- The check refuses new rows at once; then those that were placed since step 2 get their window.
ALTER TABLE orders ADD CONSTRAINT orders_delivery_window_there CHECK (delivery_window IS NOT NULL) NOT VALID;
UPDATE orders SET delivery_window = 'any' WHERE delivery_window IS NULL;
ALTER TABLE orders ALTER COLUMN delivery_window SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_delivery_window_there;
