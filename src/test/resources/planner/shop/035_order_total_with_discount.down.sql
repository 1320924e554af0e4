CREATE OR REPLACE FUNCTION shop.order_total(wanted bigint) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(quantity * unit_price), 0) FROM shop.order_items WHERE order_id = wanted
$$;
