-- Step 1: where the second factor of an account is kept. Additive, instant.
ALTER TABLE accounts ADD COLUMN second_factor varchar(64) NULL;
