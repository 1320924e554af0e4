CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END
$$;

ALTER TABLE shop.customers ADD COLUMN updated_at timestamptz NOT NULL DEFAULT '2024-07-01 00:00+00';
ALTER TABLE shop.products ADD COLUMN updated_at timestamptz NOT NULL DEFAULT '2024-07-01 00:00+00';
ALTER TABLE shop.customers ALTER COLUMN updated_at SET DEFAULT now();
ALTER TABLE shop.products ALTER COLUMN updated_at SET DEFAULT now();

CREATE TRIGGER customers_touch BEFORE UPDATE ON shop.customers
    FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE TRIGGER products_touch BEFORE UPDATE ON shop.products
    FOR EACH ROW EXECUTE FUNCTION shop.touch();
