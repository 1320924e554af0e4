-- DISABLE TRIGGER where one was disabled, one set to replica: ENABLE ALL is not the way back
-- base: shop
-- setup
CREATE TRIGGER users_off AFTER INSERT ON shop.users FOR EACH ROW EXECUTE FUNCTION audit.note();
CREATE TRIGGER users_replica AFTER INSERT ON shop.users FOR EACH ROW EXECUTE FUNCTION audit.note();
ALTER TABLE shop.users DISABLE TRIGGER users_off;
ALTER TABLE shop.users ENABLE REPLICA TRIGGER users_replica;
-- forward
ALTER TABLE shop.users DISABLE TRIGGER USER;
ALTER TABLE shop.order_lines DISABLE TRIGGER ALL;
-- later
UPDATE shop.users SET full_name = 'later' WHERE id = 1;
-- expect: proven
-- after: SELECT count(*) FROM audit.log => 0
-- after: SELECT string_agg(tgenabled, '' ORDER BY tgname) FROM pg_trigger WHERE tgrelid = 'shop.users'::regclass AND NOT tgisinternal => ODR
-- theirs
ALTER TABLE shop.users ENABLE TRIGGER USER;
ALTER TABLE shop.order_lines ENABLE TRIGGER ALL;
-- theirs-is: different
