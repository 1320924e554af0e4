-- written by a trigger, read by people; nobody gave it a key
CREATE TABLE shop.price_log (
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sku        text NOT NULL,
    old_price  numeric(10, 2),
    new_price  numeric(10, 2)
);
CREATE FUNCTION shop.log_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO shop.price_log (sku, old_price, new_price) VALUES (NEW.sku, OLD.price, NEW.price);
    RETURN NULL;
END
$$;
CREATE TRIGGER products_price_log AFTER UPDATE OF price ON shop.products
    FOR EACH ROW WHEN (OLD.price IS DISTINCT FROM NEW.price) EXECUTE FUNCTION shop.log_price();
