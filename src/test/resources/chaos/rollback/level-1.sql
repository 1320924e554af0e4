SELECT pg_sleep(0.15);
ALTER TABLE users DROP COLUMN email;
SELECT pg_sleep(0.15);
