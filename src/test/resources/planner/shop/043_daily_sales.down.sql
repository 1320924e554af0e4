DROP MATERIALIZED VIEW shop.daily_sales;
