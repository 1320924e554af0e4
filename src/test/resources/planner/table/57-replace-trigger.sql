-- CREATE OR REPLACE TRIGGER over one that was disabled
-- base: shop
-- setup
ALTER TABLE shop.users DISABLE TRIGGER users_audit;
-- forward
CREATE OR REPLACE TRIGGER users_audit BEFORE INSERT ON shop.users FOR EACH STATEMENT EXECUTE FUNCTION audit.note('new');
-- expect: proven
-- theirs
CREATE OR REPLACE TRIGGER users_audit AFTER UPDATE OR DELETE ON shop.users FOR EACH ROW EXECUTE FUNCTION audit.note();
-- theirs-is: different
