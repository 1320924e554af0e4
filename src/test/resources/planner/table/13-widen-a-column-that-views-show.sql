-- ALTER TYPE of a column with views on it: they are dropped and made again, with all that was granted
-- base: shop
-- setup
ALTER PUBLICATION changes DROP TABLE shop.users;
-- forward
DROP VIEW shop.mailing_list;
DROP VIEW shop.active_users;
ALTER TABLE shop.users ALTER COLUMN login TYPE text;
CREATE VIEW shop.active_users AS SELECT id, login, email FROM shop.users WHERE score > 10;
CREATE VIEW shop.mailing_list AS SELECT login, email FROM shop.active_users WHERE email IS NOT NULL;
-- expect: proven
-- theirs
DROP VIEW shop.mailing_list;
DROP VIEW shop.active_users;
ALTER TABLE shop.users ALTER COLUMN login TYPE varchar(40);
CREATE VIEW shop.active_users AS SELECT id, login, email FROM shop.users WHERE score > 10;
CREATE VIEW shop.mailing_list AS SELECT login, email FROM shop.active_users WHERE email IS NOT NULL;
-- theirs-is: different
