INSERT INTO shop.categories (slug) VALUES ('books'), ('music'), ('garden');
INSERT INTO shop.categories (slug, parent_id)
SELECT 'cook-books', id FROM shop.categories WHERE slug = 'books';
