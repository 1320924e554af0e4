CREATE TABLE IF NOT EXISTS shop.coupons (
    code        text PRIMARY KEY,
    percent_off smallint NOT NULL CHECK (percent_off BETWEEN 1 AND 90),
    ends_on     date
);
INSERT INTO shop.coupons VALUES ('WELCOME', 10, NULL), ('WINTER', 25, '2025-02-28')
ON CONFLICT (code) DO UPDATE SET percent_off = excluded.percent_off;
ALTER TABLE shop.orders ADD COLUMN coupon_code text REFERENCES shop.coupons (code);
