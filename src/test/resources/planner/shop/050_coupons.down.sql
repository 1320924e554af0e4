ALTER TABLE shop.orders DROP COLUMN coupon_code;
DROP TABLE shop.coupons;
