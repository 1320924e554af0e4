CREATE TYPE shop.product_status AS ENUM ('draft', 'active', 'retired');

CREATE TABLE shop.categories (
    id        serial PRIMARY KEY,
    slug      text NOT NULL UNIQUE,
    parent_id int REFERENCES shop.categories (id)
);

CREATE TABLE shop.products (
    id          serial PRIMARY KEY,
    sku         text NOT NULL CONSTRAINT products_sku_key UNIQUE,
    legacy_code text,
    title       text NOT NULL,
    description text NOT NULL DEFAULT '',
    category_id int REFERENCES shop.categories (id) ON DELETE SET NULL,
    price       numeric(10, 2) NOT NULL CHECK (price >= 0),
    status      shop.product_status NOT NULL DEFAULT 'draft'
);
CREATE INDEX products_category_idx ON shop.products (category_id);

-- no key yet, the importer sometimes writes a tag twice
CREATE TABLE shop.product_tags (
    product_id int REFERENCES shop.products (id) ON DELETE CASCADE,
    tag        text
);

CREATE TABLE shop.legacy_imports (
    line    int PRIMARY KEY,
    payload text NOT NULL
);
