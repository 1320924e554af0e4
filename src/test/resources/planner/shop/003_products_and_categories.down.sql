DROP TABLE shop.legacy_imports;
DROP TABLE shop.product_tags;
DROP TABLE shop.products;
DROP TABLE shop.categories;
DROP TYPE shop.product_status;
