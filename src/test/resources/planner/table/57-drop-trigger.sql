-- DROP TRIGGER: its arguments, condition, remark and whether it fired always, or not at all
-- base: shop
-- setup
CREATE CONSTRAINT TRIGGER late AFTER UPDATE OF total ON shop.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (old.total IS DISTINCT FROM new.total) EXECUTE FUNCTION audit.note('x', 'it''s');
CREATE TRIGGER off BEFORE TRUNCATE ON shop.orders FOR EACH STATEMENT EXECUTE FUNCTION audit.note();
ALTER TABLE shop.orders ENABLE ALWAYS TRIGGER late;
ALTER TABLE shop.orders DISABLE TRIGGER off;
COMMENT ON TRIGGER off ON shop.orders IS 'never';
-- forward
DROP TRIGGER late ON shop.orders;
DROP TRIGGER off ON shop.orders;
DROP TRIGGER IF EXISTS users_audit ON shop.users CASCADE;
-- expect: proven
-- theirs
CREATE CONSTRAINT TRIGGER late AFTER UPDATE OF total ON shop.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (old.total IS DISTINCT FROM new.total) EXECUTE FUNCTION audit.note('x', 'it''s');
CREATE TRIGGER off BEFORE TRUNCATE ON shop.orders FOR EACH STATEMENT EXECUTE FUNCTION audit.note();
CREATE TRIGGER users_audit AFTER UPDATE OR DELETE ON shop.users FOR EACH ROW EXECUTE FUNCTION audit.note();
-- theirs-is: different
