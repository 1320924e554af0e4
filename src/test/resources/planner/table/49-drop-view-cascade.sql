-- DROP VIEW … CASCADE through three views, a materialized one, a function, with grants, owners, remarks
-- base: shop
-- setup
CREATE MATERIALIZED VIEW shop.mails AS SELECT lower(login) AS l, count(*) AS n FROM shop.mailing_list GROUP BY 1;
CREATE UNIQUE INDEX mails_l ON shop.mails (l);
CREATE VIEW shop.top (name) AS SELECT l FROM shop.mails ORDER BY n DESC LIMIT 5;
ALTER VIEW shop.top OWNER TO golden_reader;
COMMENT ON VIEW shop.top IS 'top five';
GRANT SELECT (name) ON shop.top TO golden_writer;
CREATE FUNCTION shop.tops() RETURNS SETOF shop.top LANGUAGE sql STABLE BEGIN ATOMIC SELECT name FROM shop.top; END;
-- forward
DROP VIEW shop.active_users CASCADE;
-- expect: proven
-- after: SELECT count(*) FROM shop.tops() => 5
-- theirs
CREATE VIEW shop.active_users AS SELECT id, login, email FROM shop.users WHERE score > 10;
CREATE VIEW shop.mailing_list AS SELECT login, email FROM shop.active_users WHERE email IS NOT NULL;
-- theirs-is: different
