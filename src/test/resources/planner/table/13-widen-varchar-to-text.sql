-- ALTER TYPE varchar → text: back only while every value fits
-- base: shop
-- setup
ALTER TABLE "Odd Schema"."Mixed Table" ALTER COLUMN "it's" TYPE varchar(90);
ALTER TABLE shop.orders ALTER COLUMN note TYPE varchar(50);
-- forward
ALTER TABLE shop.orders ALTER COLUMN note TYPE varchar(300);
ALTER TABLE "Odd Schema"."Mixed Table" ALTER COLUMN "it's" TYPE varchar;
-- expect: proven
