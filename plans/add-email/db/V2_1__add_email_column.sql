-- Step 1: the column, still optional. Additive, no rewrite.
ALTER TABLE users ADD COLUMN email text;
