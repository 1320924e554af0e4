CREATE OR REPLACE FUNCTION shop.order_total(wanted bigint) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(i.quantity * i.unit_price), 0) - max(o.discount)
    FROM shop.orders o LEFT JOIN shop.order_items i ON i.order_id = o.id
    WHERE o.id = wanted
$$;
