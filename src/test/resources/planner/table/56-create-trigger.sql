-- CREATE TRIGGER: what it wrote since stays written
-- base: shop
-- setup
-- forward
CREATE TRIGGER users_new AFTER INSERT ON shop.users FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION audit.note();
-- later
INSERT INTO shop.users (login) VALUES ('later');
-- expect: proven
-- after: SELECT count(*) FROM audit.log WHERE what = 'INSERT' => 1
-- theirs
DROP TRIGGER users_new ON shop.users;
-- theirs-is: equal
