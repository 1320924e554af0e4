DROP FUNCTION shop.loyalty_tier(int);
DROP FUNCTION shop.order_total(bigint);
