-- Level 1, before the point of no return: the column goes, whichever of steps 1 and 2 has run.
ALTER TABLE orders DROP COLUMN IF EXISTS delivery_window;
