-- ALTER TYPE varchar → text: back only while every value fits
-- base: shop
-- setup
-- forward
ALTER TABLE shop.orders ALTER COLUMN note TYPE varchar(300);
ALTER TABLE "Odd Schema"."Mixed Table" ALTER COLUMN "select" TYPE varchar(100);
-- expect: proven
