SELECT pg_sleep(0.15);
INSERT INTO effect VALUES ('rows');
SELECT pg_sleep(0.15);
