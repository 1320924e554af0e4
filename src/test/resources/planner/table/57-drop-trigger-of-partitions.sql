-- DROP TRIGGER of a partitioned table of which one clone was disabled
-- base: shop
-- setup
CREATE TRIGGER tr AFTER INSERT ON shop.events FOR EACH ROW EXECUTE FUNCTION audit.note();
ALTER TABLE shop.events_2025 DISABLE TRIGGER tr;
-- forward
DROP TRIGGER tr ON shop.events;
-- expect: proven
-- theirs
CREATE TRIGGER tr AFTER INSERT ON shop.events FOR EACH ROW EXECUTE FUNCTION audit.note();
-- theirs-is: different
