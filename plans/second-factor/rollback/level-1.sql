-- Level 1, before the point of no return: columns and table go, whichever of steps 1 to 3 has run; the index goes with its column.
ALTER TABLE sessions DROP COLUMN IF EXISTS strength;
DROP TABLE IF EXISTS recovery_codes;
ALTER TABLE accounts DROP COLUMN IF EXISTS second_factor;
