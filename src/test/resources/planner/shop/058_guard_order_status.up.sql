CREATE FUNCTION shop.guard_status() RETURNS trigger LANGUAGE plpgsql SET search_path = shop, pg_temp AS $$
BEGIN
    IF OLD.status = 'refunded' AND NEW.status <> 'refunded' THEN
        RAISE EXCEPTION 'order % was refunded', OLD.id;
    END IF;
    RETURN NEW;
END
$$;
CREATE CONSTRAINT TRIGGER orders_guard_status AFTER UPDATE ON shop.orders
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shop.guard_status();
ALTER TABLE shop.orders DISABLE TRIGGER orders_guard_status;
CREATE RULE keep_plans AS ON DELETE TO billing.plans WHERE OLD.code = 'free' DO INSTEAD NOTHING;
