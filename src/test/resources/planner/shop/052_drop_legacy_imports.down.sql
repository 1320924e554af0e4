CREATE TABLE shop.legacy_imports (
    line    int PRIMARY KEY,
    payload text NOT NULL
);
