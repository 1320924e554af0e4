DROP FUNCTION shop.loyalty_tier(int);
CREATE FUNCTION shop.loyalty_tier(points int) RETURNS int
LANGUAGE plpgsql IMMUTABLE STRICT AS $fn$
BEGIN
    RETURN points / 100;
END
$fn$;
