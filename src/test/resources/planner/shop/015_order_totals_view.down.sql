DROP VIEW shop.order_totals;
