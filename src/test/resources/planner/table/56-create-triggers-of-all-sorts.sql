-- CREATE TRIGGER: constraint, statement with transition tables, UPDATE OF, on a partitioned table, on a view
-- base: shop
-- setup
-- forward
CREATE FUNCTION shop.count_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit.log (what, row_key) SELECT 'n', count(*) FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER products_n AFTER INSERT ON shop.products REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION shop.count_rows();
CREATE CONSTRAINT TRIGGER orders_late AFTER UPDATE OF total, note ON shop.orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION audit.note('a', 'it''s');
CREATE TRIGGER "Events; tr" AFTER INSERT ON shop.events FOR EACH ROW EXECUTE FUNCTION audit.note();
CREATE TRIGGER view_tr INSTEAD OF UPDATE ON shop.mailing_list FOR EACH ROW EXECUTE FUNCTION audit.note();
COMMENT ON TRIGGER orders_late ON shop.orders IS 'late';
-- expect: proven
