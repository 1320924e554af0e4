-- Two imports forgot the discount. Seen in ticket "wrong sum on my invoice".
DO $$
DECLARE
    wrong record;
BEGIN
    FOR wrong IN SELECT id FROM shop.orders WHERE total IS DISTINCT FROM shop.order_total(id) LOOP
        UPDATE shop.orders SET total = shop.order_total(wrong.id), note = note || ' [corrected]' WHERE id = wrong.id;
    END LOOP;
END
$$;
