DROP FUNCTION shop.loyalty_tier(int);
CREATE FUNCTION shop.loyalty_tier(points int) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN points >= 500 THEN 'gold' WHEN points >= 100 THEN 'silver' ELSE 'bronze' END
$$;
