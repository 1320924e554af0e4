DROP TABLE shop.legacy_imports;
