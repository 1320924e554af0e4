DROP SCHEMA billing;
DROP SCHEMA support;
DROP SCHEMA shop;
DROP ROLE shop_readonly;
DROP ROLE shop_app;
