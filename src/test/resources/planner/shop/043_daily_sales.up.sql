CREATE MATERIALIZED VIEW shop.daily_sales AS
SELECT placed_at::date AS day, count(*) AS orders, sum(total) AS revenue
FROM shop.orders
WHERE status IN ('paid', 'shipped')
GROUP BY 1;
CREATE UNIQUE INDEX daily_sales_day_key ON shop.daily_sales (day);
REFRESH MATERIALIZED VIEW CONCURRENTLY shop.daily_sales;
