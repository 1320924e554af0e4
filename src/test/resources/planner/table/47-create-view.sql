-- CREATE VIEW: on a view, recursive, with options, remark and grants
-- base: shop
-- setup
-- forward
CREATE VIEW shop.rich_users WITH (security_invoker = true) AS SELECT * FROM shop.active_users WHERE email IS NOT NULL WITH LOCAL CHECK OPTION;
CREATE VIEW shop."Rich; ""ones""" AS SELECT login AS "the login" FROM shop.rich_users;
CREATE RECURSIVE VIEW shop.countdown (n) AS VALUES (5) UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;
CREATE TEMP VIEW for_now AS SELECT 1 AS one;
COMMENT ON COLUMN shop.rich_users.email IS 'shown';
GRANT SELECT ON shop.rich_users TO golden_writer;
-- expect: proven
-- theirs
DROP VIEW shop.rich_users CASCADE;
DROP VIEW shop.countdown;
-- theirs-is: equal
