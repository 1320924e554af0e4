CREATE FUNCTION shop.order_total(wanted bigint) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(quantity * unit_price), 0) FROM shop.order_items WHERE order_id = wanted
$$;

CREATE FUNCTION shop.loyalty_tier(points int) RETURNS int
LANGUAGE plpgsql IMMUTABLE STRICT AS $fn$
BEGIN
    RETURN points / 100;
END
$fn$;
COMMENT ON FUNCTION shop.loyalty_tier(int) IS 'One tier for every hundred points';
