-- Step 2: orders without a wish come at any time.
UPDATE orders SET delivery_window = 'any' WHERE delivery_window IS NULL;
